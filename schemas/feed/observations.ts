import { z } from 'zod';
import { envelope } from './envelope.ts';
import {
  conditionCode,
  elementUnits,
  kstTime,
  missingReason,
  observationState,
  quality,
  stationId,
} from './primitives.ts';

/** The names of the plausibility checks. */
export const checkName = z.enum(['range']);
export type CheckName = z.infer<typeof checkName>;

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
  });
  return judged.extend({
    state: observationState,
    /** Why there is no value, or why an older one stands for the newest reading. */
    reason: missingReason.optional(),
    /** Where `quality` is `fail`: the last value that did not, which `ticker.json` shows. */
    lastGood: judged.optional(),
  });
}

export const temperatureValue = observedValue(z.number());
export const conditionValue = observedValue(conditionCode);

/** Everything known of one station. An element that the station does not measure is absent. */
export const observationRow = z.object({
  station: stationId,
  state: observationState,
  condition: conditionValue.optional(),
  temperature: temperatureValue.optional(),
});
export type ObservationRow = z.infer<typeof observationRow>;
export type ObservedValue = z.infer<typeof temperatureValue> | z.infer<typeof conditionValue>;

/** Units stand once at the top: they are constant for the life of v1. */
export const observationsFile = envelope.extend({
  units: z.object({ temperature: z.literal(elementUnits.temperature) }),
  observations: z.array(observationRow),
});
export type ObservationsFile = z.infer<typeof observationsFile>;
