import type { BoardView } from '../board-view.ts';
import type { Row } from '../model/rows.ts';
import type { SortKey } from '../model/sorting.ts';
import { isDirection, nextNamed, nextSpot, outermost } from './compass.ts';

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

/** Keys of what can have the focus in the table, in its order. */
function tableStops(rows: readonly Row[]): readonly string[] {
  return [...sortKeys.map((key) => `sort:${key}`), ...rows.map(({ key }) => key)];
}

/** Where a key leads on the map, or in the table; `null` for nowhere. */
export function nextStop(
  where: 'map' | 'table',
  from: string,
  key: string,
  { marks, rows }: Pick<BoardView, 'marks' | 'rows'>,
): string | null {
  return where === 'map' ? nextOnMap(marks, from, key) : nextInTable(rows, from, key);
}

function nextOnMap(marks: BoardView['marks'], from: string, key: string): string | null {
  if (isDirection(key)) return nextSpot(marks, from, key);
  if (key === 'Home' || key === 'End') return outermost(marks, key === 'Home');
  const named = marks.map((mark) => ({ key: mark.key, name: mark.label() }));
  return isLetter(key) ? nextNamed(named, from, key) : null;
}

/** Arrows to the sides stay in the head, where they go from column to column. */
function nextInTable(rows: readonly Row[], from: string, key: string): string | null {
  const stops = tableStops(rows);
  const heads = stops.length - rows.length;
  const at = stops.indexOf(from);
  const isHead = at < heads;
  const steps: Readonly<Record<string, number>> = isHead
    ? {
        ArrowLeft: Math.max(at - 1, 0),
        ArrowRight: Math.min(at + 1, heads - 1),
        ArrowDown: heads,
        Home: 0,
        End: heads - 1,
      }
    : { ArrowDown: at + 1, ArrowUp: at - 1, Home: heads, End: stops.length - 1 };
  const to = steps[key];
  if (to !== undefined) return stops[to] ?? null;
  return !isHead && isLetter(key) ? nextNamed(rows, from, key) : null;
}

function isLetter(key: string): boolean {
  return key.length === 1 && key !== ' ';
}
