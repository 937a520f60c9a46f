import { z } from 'zod';
import { envelope } from './envelope.ts';
import {
  conditionCode,
  type Element,
  elements,
  elementUnits,
  kstTime,
  missingReason,
  type NumericElement,
  numericElements,
  observationState,
  quality,
  stationId,
} from './primitives.ts';

/** The names of the plausibility checks. */
export const checkName = z.enum(['range', 'step', 'persistence', 'consistency', 'spatial']);
export type CheckName = z.infer<typeof checkName>;

/**
 * How a value was made that no instrument or observer gave as such, and from which stations:
 * `cloud-amount`: the sky's word from tenths of cloud; `present-weather`: from a code of KMA's;
 * `gauge`: precipitation at the station's own gauge; `nearest-sky`: the sky of the nearest station
 * that has one; `grid-cell`: KMA's nowcast for the cell of 5 km around the station; `formula`:
 * computed from other elements of the same station.
 */
export const derivation = z.object({
  method: z.enum([
    'cloud-amount',
    'present-weather',
    'gauge',
    'nearest-sky',
    'grid-cell',
    'formula',
  ]),
  /** Absent where the station itself is meant, and in `observations.json`. */
  from: z.array(stationId).optional(),
});
export type Derivation = z.infer<typeof derivation>;

const checks = z.array(checkName).describe('The checks that ran: pass means nothing without them.');
const failed = z.array(checkName).describe('The checks that did not pass.');
const source = z.string().nullable().describe('Id of the upstream that the value came from.');
const reason = missingReason.describe(
  'Why there is no value, or why an older one stands for the newest reading.',
);
const derived = derivation.describe('How the value was made, where it is derived.');

function judgedValue<Value extends z.ZodType>(value: Value) {
  return z.object({
    value: value.nullable(),
    quality,
    checks,
    failed,
    source,
    observedAt: kstTime.nullable(),
    expiresAt: kstTime.nullable(),
    derived: derived.optional(),
  });
}

function observedValue<Value extends z.ZodType>(value: Value) {
  const judged = judgedValue(value);
  return judged.extend({
    state: observationState,
    reason: reason.optional(),
    lastGood: judged
      .optional()
      .describe('Where quality is fail: the last value that did not, which ticker.json shows.'),
  });
}

function rowOf<Number extends z.ZodType, Condition extends z.ZodType>(
  number: Number,
  condition: Condition,
) {
  const numbers = Object.fromEntries(
    numericElements.map((element) => [element, number.optional()]),
  ) as Record<NumericElement, z.ZodOptional<Number>>;
  return z.object({
    station: stationId,
    state: observationState,
    condition: condition.optional(),
    ...numbers,
  });
}

export const numericValue = observedValue(z.number());
export const conditionValue = observedValue(conditionCode);

/** Everything known of one station. An element that the station does not measure is absent. */
export const observationRow = rowOf(numericValue, conditionValue);
export type ObservationRow = z.infer<typeof observationRow>;
export type ObservedValue = z.infer<typeof numericValue> | z.infer<typeof conditionValue>;

/**
 * What most values of an element from one source have in common; `derived` and `reason` where all
 * have it.
 */
export const valueDefaults = z.object({
  checks,
  failed,
  observedAt: kstTime.nullable(),
  expiresAt: kstTime.nullable(),
  state: observationState,
  derived: derived.optional(),
  reason: reason.optional(),
});
export type ValueDefaults = z.infer<typeof valueDefaults>;

/** What most values that are `null` have in common. */
export const missingDefaults = valueDefaults.omit({ derived: true });
export type MissingDefaults = z.infer<typeof missingDefaults>;

const inDefaults =
  'A field that is left out here has the value that defaults gives it; a suspect or failed value leaves none out.';

function sparseValue<Value extends z.ZodType>(value: Value) {
  const { value: itself, quality: verdict, source: from, ...others } = observedValue(value).shape;
  return z
    .object({ value: itself, quality: verdict, source: from, ...z.object(others).partial().shape })
    .describe(inDefaults);
}

/** A row of `observations.json`: `expandObservations` gives its values the fields they leave out. */
export const sparseRow = rowOf(sparseValue(z.number()), sparseValue(conditionCode));
export type SparseRow = z.infer<typeof sparseRow>;

export const unitShape = Object.fromEntries(
  numericElements.map((element) => [element, z.literal(elementUnits[element])]),
) as { [E in NumericElement]: z.ZodLiteral<(typeof elementUnits)[E]> };

const defaultsShape = Object.fromEntries(
  elements.map((element) => [element, valueDefaults.optional()]),
) as Record<Element, z.ZodOptional<typeof valueDefaults>>;

/**
 * Units stand once at the top: they are constant for the life of v1. So does what most values have in
 * common: 740 stations would repeat it 7,500 times.
 */
export const observationsFile = envelope.extend({
  units: z.object(unitShape),
  defaults: z
    .object({
      values: z
        .record(z.string(), z.object(defaultsShape))
        .describe('By source and element, for values that are not null.'),
      missing: missingDefaults.describe('For values that are null, of any element.'),
    })
    .describe('Fields of a value that it has where it does not give them itself.'),
  observations: z.array(sparseRow),
});
export type ObservationsFile = z.infer<typeof observationsFile>;
