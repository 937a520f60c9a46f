import type { NumericElement } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { unlikeColumn } from '../../../collector/quality/check-columns.ts';
import type { RefusedColumns } from '../../../collector/quality/column-steps.ts';
import { type Previous, previousOfReadings } from '../../../collector/quality/previous.ts';
import type { Reading } from '../../../collector/sources/reading.ts';
import { columnLies, gaps, refusedHours, tellColumnLie } from './column-rates.ts';
import { type Country, countryAt, type Values } from './honest-columns.ts';

// What a whole column of wind, humidity, rain or pressure can say and still be weather.

const hour = 3_600_000;
/** Stations that stand higher and higher, m. */
const heightOf = (station: string) => (Number(station) - 90) * 8;
const catalogue = {
  find: (station: string) => ({ elevation: heightOf(station) }),
} as unknown as Catalogue;

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

const previousOf = (country: Country, observedAt: number): Previous =>
  previousOfReadings(readingsOf(country, observedAt));

/** What is said of an answer `hours` after another that was believed. */
const heardAfter = (
  before: Country,
  now: Country,
  hours = 1,
  refused: RefusedColumns | null = null,
) =>
  unlikeColumn(readingsOf(now), previousOf(before, at - hours * hour), catalogue, refused)
    ?.detail ?? null;

const before = countryAt(2, 11);
const now = countryAt(2, 12);
const each = (of: (values: Required<Values>, index: number) => Values): Country =>
  now.map((values, index) => ({ ...values, ...of(values as Required<Values>, index) }));

// A short form of `npm run rates`, which takes a thousand days.
test('of 100 days that were made none has an hour that is refused', () => {
  const days = Array.from({ length: 100 }, (_, day) => day);

  expect(days.flatMap((day) => refusedHours(day))).toEqual([]);
  expect(days.flatMap((day) => refusedHours(day, gaps))).toEqual([]);
});

/** Of days of valley winds and calm nobody can say how the winds turned. */
const beyond: Readonly<Record<string, number>> = {
  'winds turned around': 1,
  'winds turned by 90°': 1,
  'winds turned by 45°': 19,
};

test.each(Object.keys(columnLies))(
  '%s is not believed in eight hours, and the truth is as soon as it is back',
  (name) => {
    const days = Array.from({ length: 20 }, (_, day) => day);
    const { believed, notBack } = tellColumnLie(name, days);

    expect({ believed, notBack }).toEqual({ believed: beyond[name] ?? 0, notBack: 0 });
  },
);

describe('no weather at all is', () => {
  test.each<[string, Country, RegExp]>([
    [
      'a wind three times as strong',
      each(({ windSpeed }) => ({ windSpeed: windSpeed * 3.6 + 0.1 })),
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
    expect(heardAfter(before, country)).toMatch(why);
  });
});

/** Each station has what the next one in the list has. */
const moved = (country: Country, element: NumericElement): Country =>
  country.map((values, index) => ({
    ...values,
    [element]: country[(index + 1) % country.length]?.[element],
  }));
const turned = (country: Country, by: number): Country =>
  country.map((values) => ({ ...values, windDirection: ((values.windDirection ?? 0) + by) % 360 }));
const inUnit = (each: number, of = Math.round): Country =>
  now.map((values) => ({ ...values, windSpeed: of((values.windSpeed ?? 0) * each * 10) / 10 }));

describe('no weather is', () => {
  test.each<[string, Country, RegExp]>([
    ['a wind in knots', inUnit(1.943844), /in knots/],
    ['a wind in knots cut to tenths', inUnit(1.943844, Math.floor), /in knots/],
    ['a light wind in km/h', inUnit(3.6), /wind/],
    ['all winds turned around', turned(now, 180), /turned by 1\d\d°/],
    ['all winds turned by a right angle', turned(now, 90), /turned by \d+° to the right/],
    ['all winds turned the other way', turned(now, 270), /turned by \d+° to the left/],
    ['the humidity of the next row', moved(now, 'humidity'), /humidity fit another row/],
  ])('%s', (_, country, why) => {
    expect(heardAfter(before, country)).toMatch(why);
  });
});

test('the unit of a first answer is seen in its tenths', () => {
  const first = (country: Country) =>
    unlikeColumn(readingsOf(country), () => undefined, catalogue)?.detail ?? null;

  expect(first(now)).toBeNull();
  expect(first(inUnit(1.943844))).toMatch(/in knots/);
  expect(first(inUnit(3.6))).toMatch(/wind/);
});

describe('winds that were refused', () => {
  const refused: RefusedColumns = {
    kind: 'turned',
    by: 180,
    since: at - 11 * hour,
    values: previousOf(turned(before, 180), at - hour),
  };

  test('stay refused while they are turned, though nobody remembers how they were', () => {
    expect(heardAfter(countryAt(2, 0), turned(now, 180), 12)).toBeNull();
    expect(heardAfter(countryAt(2, 0), turned(now, 180), 12, refused)).toMatch(
      /still as they were refused/,
    );
  });

  test('are believed when they turn back', () => {
    expect(heardAfter(countryAt(2, 0), now, 12, refused)).toBeNull();
  });

  test('are believed where an answer of an hour ago bears them out', () => {
    // Of what was refused since then nobody knows how it turned.
    const other = { ...refused, values: previousOf(turned(before, 45), at - hour) };

    expect(heardAfter(before, now, 1, other)).toBeNull();
  });

  test('are believed after a day', () => {
    const old = { ...refused, since: at - 25 * hour };

    expect(heardAfter(countryAt(2, 0), turned(now, 180), 12, old)).toBeNull();
  });
});

test('a wind in km/h stays refused until the truth is back', () => {
  const wrong = each(({ windSpeed }) => ({ windSpeed: windSpeed * 3.6 }));

  expect(heardAfter(before, wrong, 12)).not.toBeNull();
  expect(heardAfter(before, now, 12)).toBeNull();
});

describe('a wind that was refused as stronger', () => {
  const wrong = each(({ windSpeed }) => ({ windSpeed: windSpeed * 3.6 + 0.1 }));
  const refusedOf = (country: Country): RefusedColumns => ({
    kind: 'stronger',
    by: 3.6,
    since: at - 11 * hour,
    values: previousOf(country, at - hour),
  });

  test('stays refused while it is as strong, though nobody remembers how it was', () => {
    expect(heardAfter(countryAt(2, 0), wrong, 12)).toBeNull();
    expect(heardAfter(countryAt(2, 0), wrong, 12, refusedOf(wrong))).toMatch(
      /still as they were refused/,
    );
    expect(heardAfter(countryAt(2, 0), now, 12, refusedOf(wrong))).toBeNull();
  });

  test('is believed where too few stations say how strong it was', () => {
    expect(heardAfter(countryAt(2, 0), wrong, 12, refusedOf(wrong.slice(0, 50)))).toBeNull();
  });
});

test('fog is weather, and so is a drizzle of half a millimetre', () => {
  expect(
    heardAfter(
      before,
      each(() => ({ humidity: 98, rain: 0.5 })),
    ),
  ).toBeNull();
});

test('snow where it is warm is no weather, and is where it is cold', () => {
  const first = (temperature: number) =>
    unlikeColumn(
      readingsOf(Array.from({ length: 97 }, () => ({ temperature }))).map((reading) => ({
        ...reading,
        elements: { ...reading.elements, condition: { value: 'snow' as const } },
      })),
      () => undefined,
      catalogue,
    );

  expect(first(9)?.detail).toMatch(/snow at 97 stations/);
  expect(first(3)).toBeNull();
});

test('of a few stations nobody can say it', () => {
  expect(heardAfter(before.slice(0, 40), each(() => ({ windSpeed: 0 })).slice(0, 40))).toBeNull();
});
