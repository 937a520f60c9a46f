import { decodeText } from '../formats/decode-text.ts';
import { type HtmlCell, readHtmlTables } from '../formats/html-table.ts';
import { readTitleStamp } from '../formats/title-stamp.ts';
import type { Batch } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { readColumns } from './columns.ts';
import { stationOf } from './read-row.ts';
import { StationRows } from './station-rows.ts';

const id = 'kma-city';

/**
 * Reads the page of `city-obs.do`: the table `weather_table`, by the names of its columns. The rest
 * of the page, 60 kB of menus, is passed over. Throws SourceError with code encoding, doctype,
 * html, malformed, shape, stamp or empty.
 */
export function parse(bytes: Uint8Array): Batch {
  const header: (readonly HtmlCell[])[] = [];
  let rows: StationRows | null = null;
  let title: string | null = null;
  let tables = 0;
  let isBroken = false;

  const { isHtml, isCutOff } = readHtmlTables(id, decodeText(id, bytes), {
    markedClasses: ['cmp-table-topinfo', 'table_topinfo'],
    marked(text) {
      if (title === null && text.startsWith('기상실황표')) title = text;
    },
    row(table, cells) {
      if (table.id !== 'weather_table') return;
      const isHeader = rows === null && cells.every((cell) => cell.isHeader);
      if (isHeader && stationOf(cells) === null) header.push(cells);
      else {
        rows ??= new StationRows(readColumns(header));
        rows.add(cells);
      }
    },
    end(table, isClosed) {
      if (table.id !== 'weather_table') return;
      tables += 1;
      isBroken ||= !isClosed;
    },
  });
  if (!isHtml) throw new SourceError(id, 'shape', 'the answer is no web page');
  if (isBroken) throw new SourceError(id, 'malformed', 'the page breaks off in the table');
  if (tables === 0 && isCutOff) throw new SourceError(id, 'malformed', 'the page breaks off');
  if (tables === 0 && title === null) {
    throw new SourceError(id, 'html', 'neither title nor table is on the page');
  }
  if (tables !== 1) throw new SourceError(id, 'shape', `there are ${tables} tables`);
  if (title === null) throw new SourceError(id, 'shape', 'there is no title');
  const observedAt = readTitleStamp(id, title);
  rows ??= new StationRows(readColumns(header));
  return rows.batch(observedAt);
}
