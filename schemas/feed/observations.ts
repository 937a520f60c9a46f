import { z } from 'zod';
import { envelope } from './envelope.ts';
import {
  conditionCode,
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
  /** Absent where the station itself is meant. */
  from: z.array(stationId).optional(),
});
export type Derivation = z.infer<typeof derivation>;

function observedValue<Value extends z.ZodType>(value: Value) {
  const judged = z.object({
    value: value.nullable(),
    quality,
    /** The checks that ran: `pass` means nothing without them. */
    checks: z.array(checkName),
    /** The checks that did not pass. */
    failed: z.array(checkName),
    /** Id of the upstream that the value came from. */
    source: z.string().nullable(),
    observedAt: kstTime.nullable(),
    expiresAt: kstTime.nullable(),
    /** Present when the value is derived. */
    derived: derivation.optional(),
  });
  return judged.extend({
    state: observationState,
    /** Why there is no value, or why an older one stands for the newest reading. */
    reason: missingReason.optional(),
    /** Where `quality` is `fail`: the last value that did not, which `ticker.json` shows. */
    lastGood: judged.optional(),
  });
}

export const numericValue = observedValue(z.number());
export const conditionValue = observedValue(conditionCode);

const numericShape = Object.fromEntries(
  numericElements.map((element) => [element, numericValue.optional()]),
) as Record<NumericElement, z.ZodOptional<typeof numericValue>>;

/** Everything known of one station. An element that the station does not measure is absent. */
export const observationRow = z.object({
  station: stationId,
  state: observationState,
  condition: conditionValue.optional(),
  ...numericShape,
});
export type ObservationRow = z.infer<typeof observationRow>;
export type ObservedValue = z.infer<typeof numericValue> | z.infer<typeof conditionValue>;

export const unitShape = Object.fromEntries(
  numericElements.map((element) => [element, z.literal(elementUnits[element])]),
) as { [E in NumericElement]: z.ZodLiteral<(typeof elementUnits)[E]> };

/** Units stand once at the top: they are constant for the life of v1. */
export const observationsFile = envelope.extend({
  units: z.object(unitShape),
  observations: z.array(observationRow),
});
export type ObservationsFile = z.infer<typeof observationsFile>;
