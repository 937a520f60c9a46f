import { z } from 'zod';
import { elementUnits, type NumericElement, numericElements } from '../facts/elements.ts';
import { envelope } from './envelope.ts';
import {
  conditionCode,
  kstTime,
  missingReason,
  observationState,
  quality,
  stationId,
} from './primitives.ts';

/**
 * The names of the plausibility checks. `batch` compares all temperatures of an answer with those of
 * the answer before, with other sources and with the season.
 */
export const checkName = z.enum([
  'range',
  'step',
  'persistence',
  'consistency',
  'spatial',
  'batch',
]);
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
  /** Absent where the station itself is meant. */
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

const numericValue = observedValue(z.number());
const conditionValue = observedValue(conditionCode);

/** Everything known of one station. An element that the station does not measure is absent. */
export const observationRow = rowOf(numericValue, conditionValue);
export type ObservationRow = z.infer<typeof observationRow>;
export type ObservedValue = z.infer<typeof numericValue> | z.infer<typeof conditionValue>;

export const unitShape = Object.fromEntries(
  numericElements.map((element) => [element, z.literal(elementUnits[element])]),
) as { [E in NumericElement]: z.ZodLiteral<(typeof elementUnits)[E]> };

/**
 * Every value says everything of itself. Units stand once: they are constant for the life of v1.
 */
export const observationsFile = envelope.extend({
  units: z.object(unitShape),
  observations: z.array(observationRow),
});
export type ObservationsFile = z.infer<typeof observationsFile>;
