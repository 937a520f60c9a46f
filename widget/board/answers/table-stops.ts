import type { Row } from '../model/rows.ts';
import type { SortKey } from '../model/sorting.ts';

/** Heads of the table by which it is sorted, in its order. */
const sortKeys: readonly SortKey[] = [
  'name',
  'temperature',
  'feelsLike',
  'change',
  'range',
  'rain',
  'windSpeed',
  'humidity',
];

export function isSortKey(word: string): word is SortKey {
  return sortKeys.some((key) => key === word);
}

/** Keys of what can have the focus in the table, in its order. */
export function tableStops(rows: readonly Row[]): readonly string[] {
  return [...sortKeys.map((key) => `sort:${key}`), ...rows.map(({ key }) => key)];
}
