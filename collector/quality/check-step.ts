import type { NumericElement } from '@nalssi/schemas';
import type { Instant } from '../time/clock.ts';
import { stepLimits } from './limits.ts';
import type { PreviousValue } from './previous.ts';
import type { Verdict } from './verdict.ts';

/** Whether a value can follow the one before. No verdict without one that is recent enough. */
export function checkStep(
  element: NumericElement,
  value: number,
  observedAt: Instant,
  previous: PreviousValue | undefined,
): Verdict | null {
  if (previous === undefined || typeof previous.value !== 'number') return null;
  const elapsed = observedAt - previous.observedAt;
  if (elapsed <= 0) return null;
  const limit = stepLimits[element]?.find(({ within }) => elapsed <= within);
  if (limit === undefined) return null;
  const step = Math.abs(value - previous.value);
  if (limit.fail !== undefined && step > limit.fail) return 'fail';
  return step > limit.suspect ? 'suspect' : 'pass';
}
