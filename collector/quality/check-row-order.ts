import type { NumericElement } from '@nalssi/schemas';
import { addCounts, type Batch, type Reading } from '../sources/reading.ts';
import { type Duration, hours } from '../time/clock.ts';
import type { Previous } from './previous.ts';

/** What an hour brings at one station, and so a measure of what it does not: units of the element. */
const ordinary: ReadonlyMap<NumericElement, number> = new Map([
  ['temperature', 1],
  ['dewPoint', 1.5],
  ['humidity', 8],
  ['pressure', 1],
]);

/** So far, in such measures, the two stations of a pair must have gone, and so much less if exchanged. */
const leastMove = 6;
const shareIfExchanged = 0.25;
/** The values before say so for no longer: what was left out is compared with what was there before. */
const lasts: Duration = hours(6);

/** A larger share of the rows is no matter of single ones. */
const largestShare = 0.1;

/** Numbers other than zero that no two stations have in common by chance. */
const fewestAlike = 5;

/** Rows that moved so far by themselves are compared with each other; more are no matter of single ones. */
const mostMoved = 40;

/**
 * The batch without rows that have each other's values, by what both had before, and without rows
 * beside each other in the list that have one and the same values in everything. Lists without names
 * have no other way to show it; nobody can say whose the values are.
 */
export function withoutExchangedRows(batch: Batch, previous: Previous): Batch {
  const wrong = new Set<Reading>();
  for (const [at, reading] of batch.readings.entries()) {
    const next = batch.readings[at + 1];
    if (next === undefined || next.station === reading.station) continue;
    if (areTwins(reading, next)) wrong.add(reading).add(next);
  }
  const moved = batch.readings.filter((one) => move(one, one, previous) >= leastMove / 2);
  if (moved.length <= mostMoved) {
    // None is exchanged with itself: that brings no value nearer.
    for (const one of moved) {
      if (moved.some((other) => areExchanged(one, other, previous))) wrong.add(one);
    }
  }
  // Of many the batch as a whole is weighed.
  if (wrong.size === 0 || wrong.size > Math.max(2, batch.readings.length * largestShare)) {
    return batch;
  }
  return {
    ...batch,
    readings: batch.readings.filter((reading) => !wrong.has(reading)),
    dropped: addCounts(batch.dropped, { 'values-of-another-station': wrong.size }),
  };
}

function areTwins(one: Reading, other: Reading): boolean {
  let alike = 0;
  for (const element of Object.keys(one.elements) as (keyof Reading['elements'])[]) {
    const [mine, theirs] = [readValue(one, element), readValue(other, element)];
    if (mine !== theirs) return false;
    if (typeof mine === 'number' && mine !== 0) alike += 1;
  }
  return alike >= fewestAlike;
}

function areExchanged(one: Reading, other: Reading, previous: Previous): boolean {
  const exchanged = move(one, other, previous) + move(other, one, previous);
  const own = move(one, one, previous) + move(other, other, previous);
  return own >= leastMove && exchanged <= own * shareIfExchanged;
}

/** How far the values of a row are from what the station of a row had before, in measures. */
function move(row: Reading, of: Reading, previous: Previous): number {
  let sum = 0;
  for (const [element, measure] of ordinary) {
    const value = readValue(row, element);
    const before = numberBefore(previous, of, element);
    if (typeof value !== 'number' || before === null) continue;
    sum += Math.abs(value - before) / measure;
  }
  return sum;
}

function readValue(
  { elements }: Reading,
  element: keyof Reading['elements'],
): number | string | undefined {
  const readout = elements[element];
  return readout !== undefined && 'value' in readout ? readout.value : undefined;
}

function numberBefore(
  previous: Previous,
  { station, observedAt }: Reading,
  element: NumericElement,
): number | null {
  const before = previous(station, element);
  if (before === undefined || typeof before.value !== 'number') return null;
  return Math.abs(observedAt - before.observedAt) <= lasts ? before.value : null;
}
