import type { NumericElement } from '@nalssi/schemas';
import type { Instant } from '../../time/clock.ts';
import { instantOfCompactKst } from '../../time/kst.ts';
import { plainNumber } from '../formats/plain-number.ts';
import { checkCount } from '../formats/reading-list.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { isMarkOfNines, isShifted, type Quantity } from '../formats/table-quantity.ts';
import { type Batch, type DropReason, type Reading, type Readout, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';
import { hubCells, hubNumber } from './text.ts';

/** What a column of numbers says of an element. */
export type NumberReadout = Readout<NumericElement>;

/** How the rows of a list of the hub are built: time, station number, then the columns. */
export interface HubColumns {
  /** Cells a row has. */
  readonly count: number;
  /** Whether cells that are as many as they should be are text and numbers where they should be. */
  readonly fits: (cells: readonly string[]) => boolean;
  /** What the numbers at some places, from 0, can be: far outside they are those of others. */
  readonly quantities: ReadonlyMap<number, Quantity>;
  /**
   * What a row says of the station; `null` for a row that KMA fills where the station sent nothing.
   */
  readonly read: (
    cells: readonly string[],
    station: string,
    unknownWords: Tally<string>,
  ) => Reading['elements'] | null;
}

/**
 * Readings of the rows of a list of the hub. A row that does not fit its columns is left out alone;
 * where too many do not, or hold numbers that their columns cannot, columns have shifted and
 * the batch is refused. Throws SourceError with code
 * shape, stamp, empty, or no-data where no row holds a value: the hub answers so for a time whose
 * observations are not in yet.
 */
export function readHubRows(
  source: SourceId,
  rows: readonly string[],
  columns: HubColumns,
  unknownKeys: Readonly<Record<string, number>>,
): Batch {
  if (rows.length === 0) throw new SourceError(source, 'no-data', 'there is no row');
  const stations = new StationRows(source, columns);
  for (const row of rows) stations.add(row);
  return stations.batch(unknownKeys);
}

/** The rows of a list: what each says, and together whether they are a list of stations at all. */
class StationRows {
  readonly #source: SourceId;
  readonly #columns: HubColumns;
  readonly #dropped = new Tally<DropReason>();
  readonly #unknownWords = new Tally<string>();
  readonly #readings = new Map<string, Reading>();
  readonly #instantOf = stampReader();
  #firstStamp: string | null = null;
  #rows = 0;
  /** Rows that are not built as they should be, and those with numbers that their columns cannot hold. */
  #unfit = 0;
  #badStamps = 0;
  /** Stations of which a row holds a value. */
  #withValue = 0;

  constructor(source: SourceId, columns: HubColumns) {
    this.#source = source;
    this.#columns = columns;
  }

  /** Throws SourceError with code too-large. */
  add(row: string): void {
    const { count, fits, quantities } = this.#columns;
    this.#rows += 1;
    const cells = plainCells(hubCells(row), quantities);
    const [stamp = '', number = ''] = cells;
    if (cells.length !== count || !/^\d{12}$/.test(stamp) || !fits(cells)) {
      this.#unfit += 1;
      this.#dropped.add('unreadable-row');
      return;
    }
    if (contradicts(cells, quantities)) this.#unfit += 1;
    const observedAt = this.#instantOf(stamp);
    if (observedAt === null) {
      this.#badStamps += 1;
      this.#dropped.add('unreadable-row');
      return;
    }
    const station = stationNumberOf(number);
    if (station === null) this.#dropped.add('no-station-number');
    else this.#addReading(station, stamp, observedAt, cells);
  }

  /** What all of them say. Throws SourceError with code shape, stamp, empty or no-data. */
  batch(unknownKeys: Batch['unknownKeys']): Batch {
    this.#refuse();
    return {
      readings: [...this.#readings.values()],
      dropped: this.#dropped.toRecord(),
      unknownWords: this.#unknownWords.toRecord(),
      unknownKeys,
    };
  }

  #addReading(station: string, stamp: string, observedAt: Instant, cells: readonly string[]): void {
    this.#firstStamp ??= stamp;
    // All rows of an answer have the same time as a rule, and then the number alone is enough.
    const key = stamp === this.#firstStamp ? station : `${station} ${stamp}`;
    if (this.#readings.has(key)) {
      this.#dropped.add('duplicate-station');
      return;
    }
    const elements = this.#columns.read(cells, station, this.#unknownWords);
    if (elements === null) {
      this.#dropped.add('unreadable-row');
      return;
    }
    if (hasValue(elements)) this.#withValue += 1;
    checkCount(this.#source, this.#readings.size + 1);
    this.#readings.set(key, { station, name: null, observedAt, elements });
  }

  /** Throws SourceError where the rows as a whole are no list of stations. */
  #refuse(): void {
    const source = this.#source;
    const rows = this.#rows;
    const stations = this.#readings.size;
    if (isShifted(this.#unfit, rows)) {
      const detail = `${this.#unfit} of ${rows} rows do not fit the ${this.#columns.count} columns`;
      throw new SourceError(source, 'shape', detail);
    }
    if (stations === 0 && this.#badStamps > 0) {
      const detail = `${this.#badStamps} of ${rows} rows have no real time`;
      throw new SourceError(source, 'stamp', detail);
    }
    if (stations === 0) throw new SourceError(source, 'empty', 'no row has a station number');
    if (this.#withValue === 0) {
      throw new SourceError(source, 'no-data', `${stations} stations and not one value`);
    }
  }
}

/** KMA's usual mark, which every column knows. */
const mark = '-999.0';

/**
 * Cells with plain numbers in them, without units, and with that mark in the place of nines: 9999 is
 * no value either.
 */
function plainCells(cells: string[], quantities: ReadonlyMap<number, Quantity>): string[] {
  for (const [place, quantity] of quantities) {
    const number = plainNumber(cells[place] ?? '', quantity.units);
    if (number === null) continue;
    cells[place] = isMarkOfNines(number, quantity) ? mark : number;
  }
  return cells;
}

/** Below the range lie KMA's marks for missing values, which say nothing of the column. */
function contradicts(cells: readonly string[], quantities: ReadonlyMap<number, Quantity>): boolean {
  for (const [place, { lowest, highest }] of quantities) {
    const value = hubNumber(cells[place] ?? '');
    if (value !== null && (value > highest || (value > 0 && value < lowest))) return true;
  }
  return false;
}

/** All rows of an answer have the same time, so it is worked out once. */
function stampReader(): (stamp: string) => Instant | null {
  let last = '';
  let instant: Instant | null = null;
  return (stamp) => {
    if (stamp !== last) {
      last = stamp;
      instant = instantOfCompactKst(stamp);
    }
    return instant;
  };
}

function hasValue(elements: Reading['elements']): boolean {
  for (const readout of Object.values(elements)) {
    if ('value' in readout) return true;
  }
  return false;
}
