import type { NumericElement } from '@nalssi/schemas';
import type { Reading } from '../sources/reading.ts';
import type { Duration } from '../time/clock.ts';
import type { Previous } from './previous.ts';

/** Fewer stations are no country. */
export const fewestOfColumn = 60;

/** One element of an answer. */
export interface Column {
  readonly values: readonly number[];
  /** Each value with the one that was believed before, and how long ago that was. */
  readonly pairs: readonly { before: number; now: number; elapsed: Duration }[];
}

/** What is wrong with a column beside the temperature (check-columns.ts). */
export interface ColumnFault {
  /**
   * `value`: the numbers by themselves, which stay so. The others are against the numbers before, which
   * are no witness for long: all winds became stronger or turned alike, or values `moved` by a row.
   */
  readonly kind: 'value' | 'stronger' | 'turned' | 'moved';
  /** By how many times winds became stronger, or degrees to the right they turned; else 0. */
  readonly by: number;
  /** The numbers, for people. */
  readonly detail: string;
}

/** `null` for what too few stations measure. */
export function columnOf(
  element: NumericElement,
  readings: readonly Reading[],
  previous: Previous,
): Column | null {
  const values: number[] = [];
  const pairs: Column['pairs'][number][] = [];
  for (const { station, observedAt, elements } of readings) {
    const readout = elements[element];
    if (readout === undefined || !('value' in readout) || typeof readout.value !== 'number')
      continue;
    values.push(readout.value);
    const before = previous(station, element);
    if (before === undefined || typeof before.value !== 'number') continue;
    const elapsed = observedAt - before.observedAt;
    if (elapsed >= 0) pairs.push({ before: before.value, now: readout.value, elapsed });
  }
  return values.length < fewestOfColumn ? null : { values, pairs };
}
