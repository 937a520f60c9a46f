import type { Instant } from '../../time/clock.ts';
import { decodeText } from '../formats/decode-text.ts';
import { type HtmlCell, type HtmlTable, readHtmlTables } from '../formats/html-table.ts';
import { ReadingList } from '../formats/reading-list.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { readTitleStamp } from '../formats/title-stamp.ts';
import { type Batch, type DropReason, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { type Columns, guessColumns, readColumns, readHeadings } from './columns.ts';
import { readRow } from './read-row.ts';

const id = 'kma-aws';

/** Rows of a header, and of a title above it. */
const mostHeaderRows = 4;

/** The table of the stations; null before it was found. */
interface Stations {
  readonly table: HtmlTable;
  readonly columns: Columns;
}

/**
 * Reads the page of `nph-aws_txt_min`: the one table with rows of stations, by the names of its
 * columns and checked against what stands in them. Throws SourceError with code encoding, doctype,
 * html, malformed, shape, stamp or empty.
 */
export function parse(bytes: Uint8Array): Batch {
  const html = decodeText(id, bytes);
  const dropped = new Tally<DropReason>();
  const list = new ReadingList(id);
  const headers = new WeakMap<HtmlTable, (readonly HtmlCell[])[]>();
  let stations: Stations | null = null;
  let observedAt: Instant | null = null;
  let rows = 0;
  let contradictions = 0;
  let proofs = 0;
  let isBroken = false;
  let hasUnknownList = false;

  function readStation(found: Stations, cells: readonly HtmlCell[], at: Instant): void {
    const station = stationOf(cells[found.columns.at.get('number') ?? 0]);
    if (station === null) {
      if (!isHeader(cells, found.columns)) dropped.add('no-station-number');
      return;
    }
    rows += 1;
    const fits =
      cells.length === found.columns.count &&
      (!found.columns.isNumberAssumed || linksTo(station, cells));
    const result = fits ? readRow(station, cells, found.columns, at) : 'contradiction';
    if (result === 'contradiction') contradictions += 1;
    if (typeof result === 'string') dropped.add('unreadable-row');
    else {
      if (result.isProof) proofs += 1;
      if (list.has(station)) dropped.add('duplicate-station');
      else list.add(result.reading);
    }
  }

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
      readStation(stations, cells, observedAt);
    },
    end(table, isClosed) {
      if (table === stations?.table && !isClosed) isBroken = true;
    },
  });

  if (!isHtml) throw new SourceError(id, 'shape', 'the answer is no web page');
  if (isBroken) throw new SourceError(id, 'malformed', 'the page breaks off in the table');
  const found = stations as Stations | null;
  if (found === null) {
    if (isCutOff) throw new SourceError(id, 'malformed', 'the page breaks off');
    if (hasUnknownList) throw new SourceError(id, 'shape', 'no heading of the list is known');
    if (observedAt === null) throw new SourceError(id, 'html', 'neither title nor list is there');
    throw new SourceError(id, 'empty', 'there is a title and no row of a station');
  }
  if (isShifted(contradictions, rows)) {
    throw new SourceError(id, 'shape', `${contradictions} of ${rows} rows do not fit the columns`);
  }
  if (found.columns.isGuessed && proofs * 2 < rows) {
    throw new SourceError(id, 'shape', 'no heading is known, and too few rows prove the columns');
  }
  if (list.readings.length === 0) throw new SourceError(id, 'empty', 'no row could be read');
  const unknownKeys = new Tally<string>();
  for (const heading of found.columns.unknown) unknownKeys.add(heading);
  return {
    readings: list.readings,
    dropped: dropped.toRecord(),
    unknownWords: {},
    unknownKeys: unknownKeys.toRecord(),
  };
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
    return columns === null ? null : { table, columns };
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

/** The number that a cell shows, `null` where it shows none. */
function stationOf(cell: HtmlCell | undefined): string | null {
  return cell === undefined ? null : stationNumberOf(cell.text);
}

/** Whether a cell links to the station that it shows, and is no running number. */
function linksTo(station: string, cells: readonly HtmlCell[]): boolean {
  return cells.some(({ link }) => {
    const shown = /stn_select\((\d{1,5})\)/.exec(link ?? '')?.[1] ?? '';
    return stationNumberOf(shown) === station;
  });
}

/** A header that is repeated further down; another one would be another list. */
function isHeader(cells: readonly HtmlCell[], columns: Columns): boolean {
  if (!cells.some(({ text }) => text.includes('기온'))) return false;
  // Of a header in two rows the upper one, with its wide headings, names no columns.
  if (cells.some((cell) => cell.columns > 3)) return true;
  const again = readHeadings([cells]);
  if (again.count !== columns.count) return true;
  const named = columns.isGuessed ? again.at : columns.at;
  const differs = [...named].some(
    ([column]) => column !== 'number' && columns.at.get(column) !== again.at.get(column),
  );
  if (!differs) return true;
  throw new SourceError(id, 'shape', 'a second header names other columns');
}

/** `[ 매분관측자료 ] 2026.09.25.22:12`, Korean time; `null` for another title. */
function readStamp(title: string): Instant | null {
  return /매분\s?관측\s?자료/.test(title) ? readTitleStamp(id, title) : null;
}
