import type { MapMark } from '../model/marks.ts';
import type { Row } from '../model/rows.ts';
import type { LongList } from '../pace.ts';
import type { BodyModel } from './body-view.ts';
import { markView } from './map-view.ts';
import { rowView } from './table-view.ts';

// As many as are seen: what a window shows of the table, and the values that have room on a map.
const firstRows = 20;
const firstMarks = 40;

/** The rows and the marks of a board, with the places in its frame that they stand in. */
export function longLists(
  frame: HTMLElement,
  { board, view: { rows, marks }, map, table }: BodyModel,
): readonly LongList[] {
  const inTable = frame.querySelector<HTMLElement>('tbody');
  const onMap = frame.querySelector<HTMLElement>('.stations');
  const lists: LongList[] = [];
  if (inTable) {
    lists.push({
      box: inTable,
      length: rows.length,
      isFromEnd: false,
      atFirst: firstRows,
      draw: (index) => rowView(rows[index] as Row, table),
    });
  }
  if (onMap && map) {
    lists.push({
      box: onMap,
      length: board ? marks.length : 0,
      // The last of them are those with values.
      isFromEnd: true,
      atFirst: firstMarks,
      draw: (index) => markView(marks[index] as MapMark, map),
    });
  }
  return lists;
}
