import type { NumericElement } from '@nalssi/schemas';
import type { Instant } from '../time/clock.ts';
import { persistenceLimits, persistenceReadings } from './limits.ts';
import type { PreviousValue } from './previous.ts';
import type { Verdict } from './verdict.ts';

/** Whether a sensor seems to be stuck. No verdict before enough readings have been seen. */
export function checkPersistence(
  element: NumericElement,
  value: number,
  observedAt: Instant,
  previous: PreviousValue | undefined,
): Verdict | null {
  const limit = persistenceLimits[element];
  if (limit === undefined || previous === undefined) return null;
  if (previous.value !== value) return 'pass';
  if (previous.readings + 1 < persistenceReadings) return null;
  const unchanged = observedAt - previous.unchangedSince;
  return unchanged > limit.longest && limit.applies(value) ? 'suspect' : 'pass';
}
