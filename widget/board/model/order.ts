import type { BoardElement } from '../feed/board-file.ts';
import { livingOf, type Row } from './rows.ts';

const sortKeys = [
  'name',
  'range',
  'temperature',
  'feelsLike',
  'change',
  'rain',
  'windSpeed',
  'humidity',
] as const satisfies readonly ('name' | 'range' | BoardElement)[];

/**
 * By what the table is sorted: the order of the rows' numbers, the highest of the day, or a value.
 */
export type SortKey = (typeof sortKeys)[number];

export function isSortKey(word: string): word is SortKey {
  return sortKeys.some((key) => key === word);
}

export interface Sorting {
  readonly by: SortKey;
  readonly isDescending: boolean;
}

function sortValueOf(row: Row, by: SortKey, now: number): number | null {
  if (by === 'range') return row.now?.today.high?.value ?? null;
  return by === 'name' ? null : (livingOf(row, by, now)?.value ?? null);
}

/** Rows in an order; those without a value last, and those alike as they stood. */
export function sorted(rows: readonly Row[], { by, isDescending }: Sorting, now: number): Row[] {
  if (by === 'name') return isDescending ? rows.toReversed() : [...rows];
  const keyed = rows.map((row) => ({ row, value: sortValueOf(row, by, now) }));
  return keyed
    .toSorted(({ value: one }, { value: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return isDescending ? other - one : one - other;
    })
    .map(({ row }) => row);
}
