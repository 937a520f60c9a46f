import { decodeText } from '../formats/decode-text.ts';
import { type HtmlCell, readHtmlTables } from '../formats/html-table.ts';
import { ReadingList } from '../formats/reading-list.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { readTitleStamp } from '../formats/title-stamp.ts';
import { type Batch, type DropReason, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { type Columns, headingsOf, readColumns } from './columns.ts';
import { type RowReading, readRow, stationOf } from './read-row.ts';

const id = 'kma-city';

/**
 * Reads the page of `city-obs.do`: the table `weather_table`, by the names of its columns. The rest
 * of the page, 60 kB of menus, is passed over. Throws SourceError with code encoding, doctype,
 * html, malformed, shape, stamp or empty.
 */
export function parse(bytes: Uint8Array): Batch {
  const dropped = new Tally<DropReason>();
  const unknownWords = new Tally<string>();
  const list = new ReadingList<RowReading>(id);
  const header: (readonly HtmlCell[])[] = [];
  let columns: Columns | null = null;
  let title: string | null = null;
  let tables = 0;
  let isBroken = false;
  let stations = 0;
  let contradictions = 0;

  function readStation(cells: readonly HtmlCell[], found: Columns): void {
    const station = stationOf(cells);
    if (station === null) {
      if (!isHeaderAgain(cells, found)) dropped.add('no-station-number');
      return;
    }
    stations += 1;
    const fits = cells.length === found.count;
    const reading = fits ? readRow(station, cells, found, unknownWords) : null;
    if (reading === null) {
      contradictions += 1;
      dropped.add('unreadable-row');
    } else if (list.has(station)) dropped.add('duplicate-station');
    else list.add(reading);
  }

  const { isHtml, isCutOff } = readHtmlTables(id, decodeText(id, bytes), {
    markedClasses: ['cmp-table-topinfo', 'table_topinfo'],
    marked(text) {
      if (title === null && text.startsWith('기상실황표')) title = text;
    },
    row(table, cells) {
      if (table.id !== 'weather_table') return;
      const isHeader = columns === null && cells.every((cell) => cell.isHeader);
      if (isHeader && stationOf(cells) === null) header.push(cells);
      else {
        columns ??= readColumns(header);
        readStation(cells, columns);
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
  const { unknown } = columns ?? readColumns(header);
  if (isShifted(contradictions, stations)) {
    throw new SourceError(
      id,
      'shape',
      `${contradictions} of ${stations} rows do not fit the columns`,
    );
  }
  if (list.readings.length === 0) throw new SourceError(id, 'empty', 'no row has a station number');
  const unknownKeys = new Tally<string>();
  for (const heading of unknown) unknownKeys.add(heading);
  return {
    readings: list.readings.map((reading) => ({ ...reading, observedAt })),
    dropped: dropped.toRecord(),
    unknownWords: unknownWords.toRecord(),
    unknownKeys: unknownKeys.toRecord(),
  };
}

/** Older pages repeat the header every few rows; another header would be another table. */
function isHeaderAgain(cells: readonly HtmlCell[], columns: Columns): boolean {
  if (!cells.every(({ isHeader }) => isHeader)) return false;
  const headings = headingsOf([cells]);
  if (headings.length < columns.count) return true;
  const first = columns.headings.indexOf('|');
  const again = headings.join('|');
  // The first one is called 지점 or 이름.
  if (again.slice(again.indexOf('|')) === columns.headings.slice(first)) return true;
  throw new SourceError(id, 'shape', 'a second header names other columns');
}
