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
  const dropped = new Tally<DropReason>();
  const unknownWords = new Tally<string>();
  const readings = new Map<string, Reading>();
  const instantOf = stampReader();
  const found = { misfits: 0, contradictions: 0, badStamps: 0, withValue: 0 };
  let firstStamp: string | null = null;
  for (const row of rows) {
    const cells = plainCells(hubCells(row), columns.quantities);
    const [stamp = '', number = ''] = cells;
    if (cells.length !== columns.count || !/^\d{12}$/.test(stamp) || !columns.fits(cells)) {
      found.misfits += 1;
      dropped.add('unreadable-row');
      continue;
    }
    if (contradicts(cells, columns.quantities)) found.contradictions += 1;
    const observedAt = instantOf(stamp);
    if (observedAt === null) {
      found.badStamps += 1;
      dropped.add('unreadable-row');
      continue;
    }
    const station = stationNumberOf(number);
    if (station === null) {
      dropped.add('no-station-number');
      continue;
    }
    firstStamp ??= stamp;
    // All rows of an answer have the same time as a rule, and then the number alone is enough.
    const key = stamp === firstStamp ? station : `${station} ${stamp}`;
    if (readings.has(key)) {
      dropped.add('duplicate-station');
      continue;
    }
    const elements = columns.read(cells, station, unknownWords);
    if (elements === null) {
      dropped.add('unreadable-row');
      continue;
    }
    if (hasValue(elements)) found.withValue += 1;
    checkCount(source, readings.size + 1);
    readings.set(key, { station, name: null, observedAt, elements });
  }
  refuse(source, { ...found, rows: rows.length, stations: readings.size }, columns);
  return {
    readings: [...readings.values()],
    dropped: dropped.toRecord(),
    unknownWords: unknownWords.toRecord(),
    unknownKeys,
  };
}

/** What was found in the rows of an answer. */
interface Found {
  readonly rows: number;
  /** Rows that are not built as they should be, and those with numbers that their columns cannot hold. */
  readonly misfits: number;
  readonly contradictions: number;
  readonly badStamps: number;
  readonly stations: number;
  /** Stations of which a row holds a value. */
  readonly withValue: number;
}

/** Throws SourceError where the rows as a whole are no list of stations. */
function refuse(source: SourceId, found: Found, { count }: HubColumns): void {
  const { rows, badStamps, stations } = found;
  const unfit = found.misfits + found.contradictions;
  if (isShifted(unfit, rows)) {
    const detail = `${unfit} of ${rows} rows do not fit the ${count} columns`;
    throw new SourceError(source, 'shape', detail);
  }
  if (stations === 0 && badStamps > 0) {
    throw new SourceError(source, 'stamp', `${badStamps} of ${rows} rows have no real time`);
  }
  if (stations === 0) throw new SourceError(source, 'empty', 'no row has a station number');
  if (found.withValue === 0) {
    throw new SourceError(source, 'no-data', `${stations} stations and not one value`);
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
