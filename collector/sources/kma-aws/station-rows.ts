import type { Instant } from '../../time/clock.ts';
import type { HtmlCell } from '../formats/html-table.ts';
import { ReadingList } from '../formats/reading-list.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { type Batch, type DropReason, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { type Columns, readHeadings } from './columns.ts';
import { readRow } from './read-row.ts';

const id = 'kma-aws';

/** The rows below the header of the list: what each says, and together whether the columns are right. */
export class StationRows {
  readonly #columns: Columns;
  readonly #list = new ReadingList(id);
  readonly #dropped = new Tally<DropReason>();
  #rows = 0;
  #contradictions = 0;
  #proofs = 0;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Throws SourceError with code shape for a header of another list, or too-large. */
  add(cells: readonly HtmlCell[], observedAt: Instant): void {
    const columns = this.#columns;
    const station = stationOf(cells[columns.at.get('number') ?? 0]);
    if (station === null) {
      if (!isHeader(cells, columns)) this.#dropped.add('no-station-number');
      return;
    }
    this.#rows += 1;
    const fits =
      cells.length === columns.count && (!columns.isNumberAssumed || linksTo(station, cells));
    const result = fits ? readRow(station, cells, columns, observedAt) : 'contradiction';
    if (result === 'contradiction') this.#contradictions += 1;
    if (typeof result === 'string') this.#dropped.add('unreadable-row');
    else {
      if (result.isProof) this.#proofs += 1;
      if (this.#list.has(station)) this.#dropped.add('duplicate-station');
      else this.#list.add(result.reading);
    }
  }

  /** What all of them say. Throws SourceError with code shape or empty. */
  batch(): Batch {
    const columns = this.#columns;
    const { readings } = this.#list;
    if (isShifted(this.#contradictions, this.#rows)) {
      const share = `${this.#contradictions} of ${this.#rows}`;
      throw new SourceError(id, 'shape', `${share} rows do not fit the columns`);
    }
    if (columns.isGuessed && this.#proofs * 2 < this.#rows) {
      throw new SourceError(id, 'shape', 'no heading is known, and too few rows prove the columns');
    }
    if (readings.length === 0) throw new SourceError(id, 'empty', 'no row could be read');
    const unknownKeys = new Tally<string>();
    for (const heading of columns.unknown) unknownKeys.add(heading);
    return {
      readings,
      dropped: this.#dropped.toRecord(),
      unknownWords: {},
      unknownKeys: unknownKeys.toRecord(),
    };
  }
}

/** The number that a cell shows, `null` where it shows none. */
export function stationOf(cell: HtmlCell | undefined): string | null {
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
