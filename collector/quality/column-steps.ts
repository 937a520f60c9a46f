import type { Reading } from '../sources/reading.ts';
import { type Duration, hours, type Instant, minutes } from '../time/clock.ts';
import type { ColumnFault } from './column.ts';
import { type Column, columnOf, fewestOfColumn } from './column.ts';
import { movedColumn } from './moved-columns.ts';
import type { Previous } from './previous.ts';
import { median } from './statistics.ts';
import { isWrongTurn, turnSince } from './wind-turn.ts';

/** A step of all stations at once, as from m/s to km/h. After a gap it may be a storm. */
const windStep = { within: minutes(75), median: 4, times: 2.5 } as const;

/** The last answer that was refused for what its columns were against those before. */
export interface RefusedColumns extends Pick<ColumnFault, 'kind' | 'by'> {
  /** When the first of them came. */
  readonly since: Instant;
  readonly values: Previous;
}

/** What was refused stays refused until it goes back, and no longer than a day. */
const refusedFor: Duration = hours(24);

/**
 * What is wrong with the columns of an answer against those before: all winds became stronger or turned
 * alike, or values moved by a row; or `null`. Those before are no witness for long: what was `refused` stays so.
 */
export function stepOf(
  readings: readonly Reading[],
  previous: Previous,
  refused: RefusedColumns | null,
): ColumnFault | null {
  const winds = columnOf('windSpeed', readings, previous);
  const fault = stronger(winds) ?? turned(readings, previous) ?? moved(readings, previous);
  if (fault !== null || refused === null) return fault;
  const age = (readings[0]?.observedAt ?? 0) - refused.since;
  if (age >= refusedFor || isBorneOut(refused.kind, readings, previous)) return null;
  if (!isStill(refused, readings)) return null;
  const { kind, by } = refused;
  return { kind, by, detail: `columns are still as they were refused (${kind})` };
}

/** Whether what was believed is young enough to say that an answer is right. */
function isBorneOut(
  kind: ColumnFault['kind'],
  readings: readonly Reading[],
  previous: Previous,
): boolean {
  if (kind === 'moved') return movedColumn(readings, previous) === null;
  return kind === 'turned' && isWrongTurn(turnSince(readings, previous)) === false;
}

/** Whether an answer is as what was refused before it, and did not go back. */
function isStill({ kind, by, values }: RefusedColumns, readings: readonly Reading[]): boolean {
  switch (kind) {
    case 'stronger': {
      const column = columnOf('windSpeed', readings, values);
      if (column === null || column.pairs.length < fewestOfColumn) return false;
      const { before, now } = mediansOf(column);
      return now * Math.sqrt(by) > before;
    }
    case 'turned': {
      const turn = turnSince(readings, values);
      return turn !== null && Math.abs(angle(turn.degrees)) < Math.abs(angle(turn.degrees + by));
    }
    case 'moved':
      return movedColumn(readings, values) === null;
    case 'value':
      return false;
  }
}

function stronger(column: Column | null): ColumnFault | null {
  if (column === null || column.pairs.length < fewestOfColumn) return null;
  const elapsed = median(column.pairs.map((pair) => pair.elapsed));
  const { before, now } = mediansOf(column);
  const isStep = now > windStep.median && now > before * windStep.times;
  if (elapsed > windStep.within || !isStep) return null;
  const detail = `the median of the wind is ${now.toFixed(1)} m/s after ${before.toFixed(1)} ${since(elapsed)}`;
  return { kind: 'stronger', by: now / Math.max(before, 0.1), detail };
}

function turned(readings: readonly Reading[], previous: Previous): ColumnFault | null {
  const turn = turnSince(readings, previous);
  if (turn === null || isWrongTurn(turn) !== true) return null;
  const { degrees: by, elapsed } = turn;
  const side = by < 0 ? 'left' : 'right';
  const detail = `all winds turned by ${Math.abs(by).toFixed(0)}° to the ${side} ${within(elapsed)}`;
  return { kind: 'turned', by, detail };
}

function moved(readings: readonly Reading[], previous: Previous): ColumnFault | null {
  const column = movedColumn(readings, previous);
  if (typeof column !== 'string') return null;
  return { kind: 'moved', by: 0, detail: `values of ${column} fit another row of the list better` };
}

/** Degrees from -180 to 180. */
function angle(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

function mediansOf({ pairs }: Column): { readonly before: number; readonly now: number } {
  return {
    before: median(pairs.map((pair) => pair.before)),
    now: median(pairs.map((pair) => pair.now)),
  };
}

const since = (elapsed: Duration) => `${Math.round(elapsed / minutes(1))} minutes before`;
const within = (elapsed: Duration) => `within ${Math.round(elapsed / minutes(1))} minutes`;
