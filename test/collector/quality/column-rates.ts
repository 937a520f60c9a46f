import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { unlikeColumn } from '../../../collector/quality/check-columns.ts';
import type { RefusedColumns } from '../../../collector/quality/column-steps.ts';
import { previousOfReadings } from '../../../collector/quality/previous.ts';
import type { Reading } from '../../../collector/sources/reading.ts';
import { type Country, countryAt, surfaceStations, type Values } from './honest-columns.ts';

/** How many honest hours are refused for their columns, and how many lies about them are believed. */

const catalogue = new Catalogue();
const hour = 3_600_000;
const begins = Date.UTC(2026, 2, 1, 15);

function readingsOf(country: Country, day: number, ofDay: number): Reading[] {
  return country.map((values, index) => ({
    station: surfaceStations[index]?.id ?? '',
    name: null,
    observedAt: begins + day * 24 * hour + ofDay * hour,
    elements: Object.fromEntries(
      Object.entries(values).map(([element, value]) => [element, { value }]),
    ),
  }));
}

/** Hours of a day that are refused, though each is honest, with why. */
export function refusedHours(day: number, each: readonly number[] = hours): string[] {
  let last = readingsOf(countryAt(day, each[0] ?? 0), day, each[0] ?? 0);
  return each.slice(1).flatMap((ofDay) => {
    const next = readingsOf(countryAt(day, ofDay), day, ofDay);
    const fault = unlikeColumn(next, previousOfReadings(last), catalogue);
    last = next;
    return fault === null ? [] : [`${day} ${ofDay}: ${fault.detail}`];
  });
}

export const hours: readonly number[] = Array.from({ length: 24 }, (_, index) => index);
/** With gaps of up to three hours. */
export const gaps: readonly number[] = [0, 2, 4, 7, 8, 10, 12, 15, 16, 18, 20, 23];

type Lie = (values: Values, next: Values) => Values;
const speed =
  (each: number, round: (value: number) => number = Math.round): Lie =>
  (values) => ({ ...values, windSpeed: round((values.windSpeed ?? 0) * each * 10) / 10 });
const turned =
  (by: number): Lie =>
  (values) => ({ ...values, windDirection: ((values.windDirection ?? 0) + by) % 360 });

export const columnLies: Readonly<Record<string, Lie>> = {
  'wind in knots': speed(1.943844),
  'wind in knots, cut': speed(1.943844, Math.floor),
  'wind in km/h': speed(3.6),
  'winds turned around': turned(180),
  'winds turned by 90°': turned(90),
  'winds turned by 45°': turned(45),
  'rows moved by one': (_, next) => next,
};

/**
 * Eight hours of a lie after an honest one: in how many of the days one of them was believed, in how many
 * the first was, and in how many the truth was not believed in the hour in which it came back.
 */
export function tellColumnLie(name: string, days: readonly number[]) {
  const lie = columnLies[name];
  if (lie === undefined) throw new Error(`There is no lie ${name}.`);
  let [told, believed, cold, notBack] = [0, 0, 0, 0];
  for (const day of days) {
    const begin = 2 + (day % 12);
    const liedAt = (ofDay: number) => {
      const honest = countryAt(day, ofDay);
      return readingsOf(
        honest.map((values, index) => lie(values, honest[(index + 1) % honest.length] ?? values)),
        day,
        ofDay,
      );
    };
    const before = previousOfReadings(readingsOf(countryAt(day, begin), day, begin));
    let refused: RefusedColumns | null = null;
    let isBelieved = false;
    for (let ofDay = begin + 1; ofDay <= begin + 8; ofDay += 1) {
      const readings = liedAt(ofDay);
      const fault = unlikeColumn(readings, before, catalogue, refused);
      isBelieved ||= fault === null;
      if (fault !== null) {
        const since: number = refused?.since ?? readings[0]?.observedAt ?? 0;
        refused = { ...fault, since, values: previousOfReadings(readings) };
      }
    }
    told += 1;
    if (isBelieved) believed += 1;
    if (unlikeColumn(liedAt(begin), () => undefined, catalogue) === null) cold += 1;
    const truth = readingsOf(countryAt(day, begin + 9), day, begin + 9);
    if (!isBelieved && unlikeColumn(truth, before, catalogue, refused) !== null) notBack += 1;
  }
  return { told, believed, cold, notBack };
}
