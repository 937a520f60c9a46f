import type { NumericElement } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { unlikeColumn } from '../../../collector/quality/check-columns.ts';
import type { Previous } from '../../../collector/quality/previous.ts';
import type { Reading } from '../../../collector/sources/reading.ts';

// What a whole column of wind, humidity or rain can say and still be weather.

const hour = 3_600_000;
/** Stations that stand higher and higher, m. */
const heightOf = (station: string) => (Number(station) - 90) * 8;
const catalogue = {
  find: (station: string) => ({ elevation: heightOf(station) }),
} as unknown as Catalogue;
type Values = Partial<Record<NumericElement, number>>;
type Country = readonly Values[];

const at = 1_795_000_000_000;

const readingsOf = (country: Country, observedAt = at): Reading[] =>
  country.map((values, index) => ({
    station: String(index + 90),
    name: null,
    observedAt,
    elements: Object.fromEntries(
      Object.entries(values).map(([element, value]) => [element, { value }]),
    ),
  }));

const previousOf =
  (country: Country, observedAt: number): Previous =>
  (station, element) => {
    const value = country[Number(station) - 90]?.[element as NumericElement];
    return value === undefined
      ? undefined
      : { value, observedAt, unchangedSince: observedAt, readings: 1 };
  };

/** What is said of an answer `hours` after another that was believed. */
const after = (before: Country, now: Country, hours = 1) =>
  unlikeColumn(readingsOf(now), previousOf(before, at - hours * hour), catalogue);

/** From 0 to 1, always the same for a number. */
const chance = (seed: number) => {
  let bits = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
};
const bell = (seed: number) =>
  Math.sqrt(-2 * Math.log(chance(seed) || 0.5)) * Math.cos(2 * Math.PI * chance(seed + 7));
const tenth = (value: number) => Math.round(value * 10) / 10;

/**
 * An hour of a day that was made: breezes by day, one day in ten of a storm that comes within hours
 * with rain, to a median of 10 m/s, one in ten of fog.
 */
function countryAt(day: number, ofDay: number): Country {
  const kind = day % 10;
  const sun = Math.max(0, Math.sin(((ofDay - 8) / 12) * Math.PI));
  const breeze = 1 + 1.2 * sun + chance(day) * 2;
  const storm = kind === 3 ? 1 + 1.3 * Math.exp(-(((ofDay - 14) / 5) ** 2)) : 1;
  // The driest days of spring have 22 %.
  const damp = Math.max(22, 65 - 25 * sun + 15 * bell(day * 3));
  return Array.from({ length: 97 }, (_, station) => {
    const seed = day * 100_003 + ofDay * 101 + station * 7919;
    const place = Math.exp(0.5 * bell(station + 1));
    const speed = breeze * storm * place * Math.exp(0.4 * bell(seed));
    const humidity =
      kind === 5 && ofDay < 9 ? 96 + 4 * chance(seed) : damp + 12 * bell(station + 5);
    const wet = kind === 3 && chance(seed + 3) < 0.8;
    return {
      windSpeed: speed < 0.3 ? 0 : tenth(speed),
      humidity: Math.round(Math.min(100, Math.max(5, humidity + 4 * bell(seed + 11)))),
      rain: wet ? tenth(4 * Math.exp(0.9 * bell(seed + 5))) : 0,
      pressure: tenth(1000 + 20 * chance(day) + station * 0.05 + 2 * bell(seed + 9)),
    };
  });
}

const before = countryAt(2, 11);
const now = countryAt(2, 12);
const each = (of: (values: Required<Values>, index: number) => Values): Country =>
  now.map((values, index) => ({ ...values, ...of(values as Required<Values>, index) }));

test('of 300 days that were made none has an hour that is refused', () => {
  const refused: string[] = [];
  for (let day = 0; day < 300; day += 1) {
    let last = countryAt(day, 0);
    for (let ofDay = 1; ofDay < 24; ofDay += 1) {
      const next = countryAt(day, ofDay);
      const detail = after(last, next);
      if (detail !== null) refused.push(`${day} ${ofDay}: ${detail}`);
      last = next;
    }
  }

  expect(refused).toEqual([]);
});

describe('no weather is', () => {
  test.each<[string, Country, RegExp]>([
    [
      'a wind in km/h',
      each(({ windSpeed }) => ({ windSpeed: windSpeed * 3.6 })),
      /wind is .* after/,
    ],
    [
      'a wind ten times as strong',
      each(({ windSpeed }) => ({ windSpeed: windSpeed * 10 })),
      /wind/,
    ],
    ['no wind anywhere', each(() => ({ windSpeed: 0 })), /no wind/],
    ['one wind everywhere', each(() => ({ windSpeed: 4.2 })), /97 of 97 stations have a wind/],
    ['a tenth of the humidity', each(({ humidity }) => ({ humidity: humidity / 10 })), /humidity/],
    ['100 less the humidity', each(({ humidity }) => ({ humidity: 100 - humidity })), /damp ones/],
    ['a humidity of nothing', each(() => ({ humidity: 0 })), /0 %/],
    ['one humidity everywhere', each(() => ({ humidity: 50 })), /humidity of 50 %/],
    ['the same rain everywhere', each(() => ({ rain: 5 })), /5 mm/],
    [
      'the pressure at the stations',
      each(({ pressure }, index) => ({ pressure: pressure - index })),
      /not of the sea level/,
    ],
    ['a cloudburst everywhere', each((_, index) => ({ rain: 30 + index })), /half of the stations/],
  ])('%s', (_, country, why) => {
    expect(after(before, country)).toMatch(why);
  });
});

test('a wind in km/h stays refused until the truth is back', () => {
  const wrong = each(({ windSpeed }) => ({ windSpeed: windSpeed * 3.6 }));

  expect(after(before, wrong, 12)).not.toBeNull();
  expect(after(before, now, 12)).toBeNull();
});

test('fog is weather, and so is a drizzle of half a millimetre', () => {
  expect(
    after(
      before,
      each(() => ({ humidity: 98, rain: 0.5 })),
    ),
  ).toBeNull();
});

test('of a few stations nobody can say it', () => {
  expect(after(before.slice(0, 40), each(() => ({ windSpeed: 0 })).slice(0, 40))).toBeNull();
});
