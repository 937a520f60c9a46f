import type { NumericElement } from '@nalssi/schemas';
import type { Instant } from '../time/clock.ts';
import { persistenceLimits, persistenceReadings } from './limits.ts';
import type { PreviousValue } from './previous.ts';
import type { Verdict } from './verdict.ts';

/**
 * Whether a sensor seems to be stuck: the same value for too long, in enough readings. No verdict
 * without a value before, and while the readings of a value that is old enough are too few.
 */
export function checkPersistence(
  element: NumericElement,
  value: number,
  observedAt: Instant,
  previous: PreviousValue | undefined,
): Verdict | null {
  const limit = persistenceLimits[element];
  if (limit === undefined || previous === undefined) return null;
  const unchanged = previous.value === value ? observedAt - previous.unchangedSince : 0;
  if (unchanged <= limit.longest || !limit.applies(value)) return 'pass';
  return previous.readings + 1 < persistenceReadings ? null : 'suspect';
}
