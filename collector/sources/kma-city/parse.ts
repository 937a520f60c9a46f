import type { Instant } from '../../time/clock.ts';
import { instantOfKst } from '../../time/kst.ts';
import { decodeText } from '../decode-text.ts';
import { type HtmlCell, readHtmlTables } from '../html-table.ts';
import { type Batch, type DropReason, type Reading, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { isShifted } from '../table-quantity.ts';
import { type Columns, headingsOf, readColumns } from './columns.ts';
import { readRow, stationOf } from './read-row.ts';

const id = 'kma-city';

interface Row {
  readonly station: string | null;
  readonly cells: readonly HtmlCell[];
}

interface Page {
  readonly title: string;
  readonly header: readonly (readonly HtmlCell[])[];
  readonly rows: readonly Row[];
}

/**
 * Reads the page of `city-obs.do`: the table `weather_table`, by the names of its columns. Throws
 * SourceError with code encoding, doctype, html, malformed, shape, stamp or empty.
 */
export function parse(bytes: Uint8Array): Batch {
  const { title, header, rows } = readPage(decodeText(id, bytes));
  const observedAt = readStamp(title);
  const columns = readColumns(header);
  if (rows.length === 0) throw new SourceError(id, 'empty', 'the table has no rows');

  const dropped = new Tally<DropReason>();
  const unknownWords = new Tally<string>();
  const unknownKeys = new Tally<string>();
  for (const heading of columns.unknown) unknownKeys.add(heading);
  const readings = new Map<string, Reading>();
  let contradictions = 0;
  let stations = 0;
  for (const { station, cells } of rows) {
    if (station === null) {
      if (isHeaderAgain(cells, columns)) continue;
      dropped.add('no-station-number');
      continue;
    }
    stations += 1;
    const reading =
      cells.length === columns.count
        ? readRow(station, cells, columns, observedAt, unknownWords)
        : null;
    if (reading === null) {
      contradictions += 1;
      dropped.add('unreadable-row');
    } else if (readings.has(station)) dropped.add('duplicate-station');
    else readings.set(station, reading);
  }
  if (isShifted(contradictions, stations)) {
    throw new SourceError(
      id,
      'shape',
      `${contradictions} of ${stations} rows do not fit the columns`,
    );
  }
  if (readings.size === 0) throw new SourceError(id, 'empty', 'no row has a station number');
  return {
    readings: [...readings.values()],
    dropped: dropped.toRecord(),
    unknownWords: unknownWords.toRecord(),
    unknownKeys: unknownKeys.toRecord(),
  };
}

/** Finds title and table. The rest of the page, 60 kB of menus, is passed over. */
function readPage(html: string): Page {
  let title: string | null = null;
  const header: (readonly HtmlCell[])[] = [];
  const rows: Row[] = [];
  let tables = 0;
  let isBroken = false;
  const { isHtml, isCutOff } = readHtmlTables(id, html, {
    markedClasses: ['cmp-table-topinfo', 'table_topinfo'],
    marked(text) {
      if (title === null && text.startsWith('기상실황표')) title = text;
    },
    row(table, cells) {
      if (table.id !== 'weather_table') return;
      const station = stationOf(cells);
      if (station === null && rows.length === 0 && cells.every(({ isHeader }) => isHeader)) {
        header.push(cells);
      } else rows.push({ station, cells });
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
  return { title, header, rows };
}

/** `기상실황표2026.09.25.19:00`, Korean time. */
function readStamp(title: string): Instant {
  const match = /(\d{4})\.\s?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{1,2}):(\d{2})(?!\d)/.exec(title);
  const [year, month, day, hour, minute] = (match ?? []).slice(1).map(Number);
  if (
    year === undefined ||
    month === undefined ||
    day === undefined ||
    hour === undefined ||
    minute === undefined
  ) {
    throw new SourceError(id, 'stamp', 'the title has no time');
  }
  const instant = instantOfKst({ year, month, day, hour, minute });
  if (instant !== null) return instant;
  throw new SourceError(id, 'stamp', `${year}-${month}-${day} ${hour}:${minute}`);
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
