import { fewestForShares } from '../limits.ts';
import type { Previous } from '../previous.ts';
import { earlyListAfter, largestShareUnchanged, unchangedFor } from './batch-limits.ts';
import type { TimedTemperature } from './temperature-field.ts';

/** A list that stood still. */
export interface UnchangedList {
  /** For people. */
  readonly detail: string;
  /** Whether its values have stood under one stamp alone before: they may still be replaced. */
  readonly mayBeEarly: boolean;
}

/**
 * Whether a list stood still under a stamp that moved: nearly every station is exactly as warm as
 * it has been for most of an hour; or `null`.
 */
export function unchangedList(
  temperatures: readonly TimedTemperature[],
  previous: Previous,
): UnchangedList | null {
  let compared = 0;
  let unchanged = 0;
  let early = 0;
  for (const { station, observedAt, value } of temperatures) {
    const before = previous(station, 'temperature');
    // An answer may repeat hours that are known.
    if (before === undefined || observedAt <= before.observedAt) continue;
    compared += 1;
    if (before.value !== value || observedAt - before.unchangedSince < unchangedFor) continue;
    unchanged += 1;
    const hasMovedBefore = before.observedAt > before.unchangedSince;
    if (!hasMovedBefore && observedAt - before.observedAt <= earlyListAfter) early += 1;
  }
  if (compared < fewestForShares || unchanged < compared * largestShareUnchanged) return null;
  return {
    detail: `${unchanged} of ${compared} temperatures are those of an earlier hour`,
    mayBeEarly: early > unchanged / 2,
  };
}
