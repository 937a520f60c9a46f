import { fewestForShares } from '../limits.ts';
import type { Previous } from '../previous.ts';
import { largestShareUnchanged, unchangedFor } from './batch-limits.ts';
import type { TimedTemperature } from './temperature-field.ts';

/**
 * Whether a list stood still under a stamp that moved: nearly every station is exactly as warm as
 * it has been for most of an hour. In words for people, or `null`.
 */
export function unchangedList(
  temperatures: readonly TimedTemperature[],
  previous: Previous,
): string | null {
  let compared = 0;
  let unchanged = 0;
  for (const { station, observedAt, value } of temperatures) {
    const before = previous(station, 'temperature');
    // An answer may repeat hours that are known.
    if (before === undefined || observedAt <= before.observedAt) continue;
    compared += 1;
    if (before.value === value && observedAt - before.unchangedSince >= unchangedFor)
      unchanged += 1;
  }
  if (compared < fewestForShares || unchanged < compared * largestShareUnchanged) return null;
  return `${unchanged} of ${compared} temperatures are those of an earlier hour`;
}
