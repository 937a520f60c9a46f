import type { NumericElement } from '@nalssi/schemas';
import { rangeLimits } from './limits.ts';
import type { Verdict } from './verdict.ts';

/** Whether a value is possible at all. */
export function checkRange(element: NumericElement, value: number): Verdict {
  const { fail, suspect } = rangeLimits[element];
  if (value < fail[0] || value > fail[1]) return 'fail';
  return value < suspect[0] || value > suspect[1] ? 'suspect' : 'pass';
}
