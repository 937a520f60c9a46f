import type { MetricId } from './metrics.ts';

/** By what the table is sorted: the order of the rows' numbers, the highest of the day, or a value. */
export type SortKey = 'name' | 'range' | MetricId;

export interface Sorting {
  readonly by: SortKey;
  readonly isDescending: boolean;
}
