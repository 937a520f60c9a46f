import type { NumericElement } from '@nalssi/schemas';
import type { Reading } from '../sources/reading.ts';
import { type Duration, minutes } from '../time/clock.ts';
import { type ListedChange, ownFitOf } from './batch/row-order.ts';
import type { Previous } from './previous.ts';
import { median } from './statistics.ts';

/**
 * Columns that have their own value at each station from hour to hour. `unlike`: what stations change
 * apart from each other, in the unit of the column, below which nobody can tell them apart, as in fog;
 * `most`: more at one station says no more.
 */
const columns = [
  { element: 'humidity', unlike: 4, most: 25 },
  { element: 'pressure', unlike: 0.3, most: 4 },
] as const satisfies readonly { element: NumericElement; unlike: number; most: number }[];

/** An hour later stations are still like themselves. */
const patternLasts: Duration = minutes(75);

/**
 * Values that fit the row before or after theirs so much better than their own have moved there. Of
 * 7,000 honest hours that were made the least is 0.83; of 100 moves 95 are below 0.45.
 */
const leastOwnFit = 0.65;

/** Sensors that were there before and are missing, or the other way round, share of the rows. */
const otherSensors = 0.2;
const sameSensors = 0.05;

const fewest = 30;

/**
 * The column whose values seem to have moved by a row since `before`: `null` where none has, `undefined`
 * where nobody can say.
 */
export function movedColumn(
  readings: readonly Reading[],
  before: Previous,
): NumericElement | null | undefined {
  let isKnown = false;
  for (const { element, unlike, most } of columns) {
    if (sensorsMoved(element, readings, before)) return element;
    const elapsed: Duration[] = [];
    const listed = readings.map((reading): ListedChange => {
      const readout = reading.elements[element];
      const old = before(reading.station, element);
      if (readout === undefined || !('value' in readout)) return null;
      if (typeof old?.value !== 'number') return null;
      elapsed.push(Math.abs(reading.observedAt - old.observedAt));
      return [old.value, readout.value];
    });
    const changes = listed.flatMap((row) => (row === null ? [] : [row[1] - row[0]]));
    if (changes.length < fewest || median(elapsed) > patternLasts) continue;
    const middle = median(changes);
    const apart = median(changes.map((change) => Math.abs(change - middle)));
    if (apart >= unlike && ownFitOf(listed, most) < leastOwnFit) return element;
    isKnown = true;
  }
  return isKnown ? null : undefined;
}

/** Whether the sensors themselves stand a row further: not every station has every one. */
function sensorsMoved(
  element: NumericElement,
  readings: readonly Reading[],
  before: Previous,
): boolean {
  const has = readings.map(({ elements }) => {
    const readout = elements[element];
    return readout !== undefined && 'value' in readout;
  });
  const had = readings.map(({ station, observedAt }) => {
    const old = before(station, element);
    return old !== undefined && Math.abs(observedAt - old.observedAt) <= patternLasts;
  });
  if (had.filter(Boolean).length < fewest || has.filter(Boolean).length < fewest) return false;
  const unlikeFrom = (by: number) =>
    has.filter((one, at) => one !== had[(at + by + had.length) % had.length]).length / has.length;
  if (unlikeFrom(0) < otherSensors) return false;
  return Math.min(unlikeFrom(1), unlikeFrom(-1)) < sameSensors;
}
