import type { Instant } from '../../time/clock.ts';
import { decodeText } from '../formats/decode-text.ts';
import { type HtmlCell, type HtmlTable, readHtmlTables } from '../formats/html-table.ts';
import { readTitleStamp } from '../formats/title-stamp.ts';
import type { Batch } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { type Columns, guessColumns, readColumns } from './columns.ts';
import { StationRows, stationOf } from './station-rows.ts';

const id = 'kma-aws';

/** Rows of a header, and of a title above it. */
const mostHeaderRows = 4;

/** The table of the stations. */
interface Stations {
  readonly table: HtmlTable;
  readonly columns: Columns;
  readonly rows: StationRows;
}

/**
 * Reads the page of `nph-aws_txt_min`: the one table with rows of stations, by the names of its
 * columns and checked against what stands in them. Throws SourceError with code encoding, doctype,
 * html, malformed, shape, stamp or empty.
 */
export function parse(bytes: Uint8Array): Batch {
  const html = decodeText(id, bytes);
  const headers = new WeakMap<HtmlTable, (readonly HtmlCell[])[]>();
  let stations: Stations | null = null;
  let observedAt: Instant | null = null;
  let isBroken = false;
  let hasUnknownList = false;

  const { isHtml, isCutOff } = readHtmlTables(id, html, {
    markedClasses: ['ehead'],
    marked(text) {
      observedAt ??= readStamp(text);
    },
    row(table, cells) {
      if (stations === null) {
        stations = findStations(table, cells, headers);
        hasUnknownList ||= stations === null && isStationRow(cells);
      }
      if (stations === null) return;
      if (table !== stations.table) {
        const isAnother = isStationRow(cells) && cells.length === stations.columns.count;
        if (isAnother) throw new SourceError(id, 'shape', 'there are two lists');
        return;
      }
      if (observedAt === null) throw new SourceError(id, 'shape', 'no title above the list');
      stations.rows.add(cells, observedAt);
    },
    end(table, isClosed) {
      if (table === stations?.table && !isClosed) isBroken = true;
    },
  });

  if (!isHtml) throw new SourceError(id, 'shape', 'the answer is no web page');
  if (isBroken) throw new SourceError(id, 'malformed', 'the page breaks off in the table');
  const found = stations as Stations | null;
  if (found !== null) return found.rows.batch();
  if (isCutOff) throw new SourceError(id, 'malformed', 'the page breaks off');
  if (hasUnknownList) throw new SourceError(id, 'shape', 'no heading of the list is known');
  if (observedAt === null) throw new SourceError(id, 'html', 'neither title nor list is there');
  throw new SourceError(id, 'empty', 'there is a title and no row of a station');
}

/** The first row of a station tells its table; the rows above it are the header. */
function findStations(
  table: HtmlTable,
  cells: readonly HtmlCell[],
  headers: WeakMap<HtmlTable, (readonly HtmlCell[])[]>,
): Stations | null {
  const header = headers.get(table) ?? [];
  if (isStationRow(cells)) {
    const columns = readColumns(header) ?? guessColumns(cells.length);
    return columns === null ? null : { table, columns, rows: new StationRows(columns) };
  }
  // A title above the header is one cell over all columns and names none.
  if (cells.length > 1) header.push(cells);
  if (header.length > mostHeaderRows) header.shift();
  headers.set(table, header);
  return null;
}

/** Whether a row is as long as that of a station and holds a number or values, not headings. */
function isStationRow(cells: readonly HtmlCell[]): boolean {
  if (cells.length < 15) return false;
  if (cells.slice(0, 3).some((cell) => stationOf(cell) !== null)) return true;
  return cells.filter(({ text }) => /^(?:[+-]?\d+(?:\.\d+)?|[-.○●])$/.test(text)).length >= 5;
}

/** `[ 매분관측자료 ] 2026.09.25.22:12`, Korean time; `null` for another title. */
function readStamp(title: string): Instant | null {
  return /매분\s?관측\s?자료/.test(title) ? readTitleStamp(id, title) : null;
}
