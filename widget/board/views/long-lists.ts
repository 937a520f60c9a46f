import type { Row } from '../model/rows.ts';
import type { LongList } from '../pace.ts';
import type { BodyModel } from './body-view.ts';
import { rowView } from './table-view.ts';

/** As many as a window shows. */
const firstRows = 20;

/** The rows and the marks of a board, with the places in its frame that they stand in. */
export function longLists(frame: HTMLElement, model: BodyModel): readonly LongList[] {
  const { rows } = model.view;
  const inTable = frame.querySelector<HTMLElement>('tbody');
  const onMap = frame.querySelector<HTMLElement>('.stations');
  const lists: LongList[] = [];
  if (inTable) {
    lists.push({
      box: inTable,
      length: rows.length,
      isFromEnd: false,
      atFirst: firstRows,
      draw: (index) => rowView(rows[index] as Row, model),
    });
  }
  if (onMap && model.look) {
    const stations = model.look.stations(onMap);
    lists.push(model.board ? stations : { ...stations, length: 0 });
  }
  return lists;
}
