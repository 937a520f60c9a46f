import type { BoardView } from '../board-view.ts';
import { livingOf, type Row } from '../model/rows.ts';
import type { Sorting, SortKey } from '../model/sorting.ts';

type DayOf = BoardView['dayOf'] | undefined;

function sortValueOf(row: Row, by: SortKey, now: number, dayOf?: DayOf): number | null {
  if (by === 'range') return dayOf?.(row)?.high?.value ?? null;
  return by === 'name' ? null : (livingOf(row, by, now)?.value ?? null);
}

/** Rows in an order; those without a value last, and those alike as they stood. */
export function sorted(
  rows: readonly Row[],
  { by, isDescending }: Sorting,
  now: number,
  dayOf?: DayOf,
): Row[] {
  if (by === 'name') return isDescending ? rows.toReversed() : [...rows];
  const keyed = rows.map((row) => ({ row, value: sortValueOf(row, by, now, dayOf) }));
  return keyed
    .toSorted(({ value: one }, { value: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return isDescending ? other - one : one - other;
    })
    .map(({ row }) => row);
}

/** The chosen row before all others, where rows stand in the order of their places. */
export function chosenFirst(rows: readonly Row[], key: string, { by }: Sorting): readonly Row[] {
  const chosen = by === 'name' ? rows.filter((row) => row.key === key) : [];
  return chosen.length === 0 ? rows : [...chosen, ...rows.filter((row) => row.key !== key)];
}
