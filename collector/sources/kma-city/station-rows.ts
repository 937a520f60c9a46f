import type { Instant } from '../../time/clock.ts';
import type { HtmlCell } from '../formats/html-table.ts';
import { ReadingList } from '../formats/reading-list.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { type Batch, type DropReason, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { type Columns, headingsOf } from './columns.ts';
import { type RowReading, readRow, stationOf } from './read-row.ts';

const id = 'kma-city';

/** The rows below the header: what each says, and together whether the columns are right. */
export class StationRows {
  readonly #columns: Columns;
  readonly #list = new ReadingList<RowReading>(id);
  readonly #dropped = new Tally<DropReason>();
  readonly #unknownWords = new Tally<string>();
  #stations = 0;
  #contradictions = 0;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Throws SourceError with code shape for a header of another table, or too-large. */
  add(cells: readonly HtmlCell[]): void {
    const columns = this.#columns;
    const station = stationOf(cells);
    if (station === null) {
      if (!isHeaderAgain(cells, columns)) this.#dropped.add('no-station-number');
      return;
    }
    this.#stations += 1;
    const fits = cells.length === columns.count;
    const reading = fits ? readRow(station, cells, columns, this.#unknownWords) : null;
    if (reading === null) {
      this.#contradictions += 1;
      this.#dropped.add('unreadable-row');
    } else if (this.#list.has(station)) this.#dropped.add('duplicate-station');
    else this.#list.add(reading);
  }

  /** What all of them say of one time. Throws SourceError with code shape or empty. */
  batch(observedAt: Instant): Batch {
    if (isShifted(this.#contradictions, this.#stations)) {
      const share = `${this.#contradictions} of ${this.#stations}`;
      throw new SourceError(id, 'shape', `${share} rows do not fit the columns`);
    }
    const { readings } = this.#list;
    if (readings.length === 0) throw new SourceError(id, 'empty', 'no row has a station number');
    const unknownKeys = new Tally<string>();
    for (const heading of this.#columns.unknown) unknownKeys.add(heading);
    return {
      readings: readings.map((reading) => ({ ...reading, observedAt })),
      dropped: this.#dropped.toRecord(),
      unknownWords: this.#unknownWords.toRecord(),
      unknownKeys: unknownKeys.toRecord(),
    };
  }
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
