import type { CheckName, NumericElement } from '@nalssi/schemas';

/** What one check says of one value. A check that did not run gives no verdict. */
export type Verdict = 'pass' | 'suspect' | 'fail';

/** The verdicts on one value, by check. */
export type Verdicts = Partial<Record<CheckName, Verdict>>;

/** Numbers of one station at one time. */
export type Numbers = { readonly [E in NumericElement]?: number };
