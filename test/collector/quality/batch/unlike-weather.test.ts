import { stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import {
  bearsItselfOut,
  unlikeWeather,
} from '../../../../collector/quality/batch/unlike-weather.ts';
import { spatialLimits } from '../../../../collector/quality/limits.ts';

const catalogue = new Catalogue();

/** As warm as this by the latitude, and colder with the height. */
function fieldOf(date: string, warmth: (lat: number) => number) {
  const values = stationCatalogue.flatMap(({ id, lat, elevation, network }) =>
    network !== 'asos' || lat === null || elevation === null
      ? []
      : [[id, warmth(lat) - elevation * spatialLimits.lapse] as const],
  );
  return { observedAt: Date.parse(`${date}T15:00:00+09:00`), values: new Map(values) };
}

test.each(['2025-12-01', '2026-01-15', '2026-02-28'])(
  'a north warmer than the south is no weather on %s',
  (date) => {
    expect(
      unlikeWeather(
        fieldOf(date, (lat) => lat),
        [],
        catalogue,
      ),
    ).toMatch(/north is warmer .*latitude \d\.\d\d\)$/);
    expect(
      unlikeWeather(
        fieldOf(date, (lat) => -lat),
        [],
        catalogue,
      ),
    ).toBeNull();
  },
);

test.each(['2025-11-30', '2026-03-01'])(
  'a north warmer than the south may be weather on %s',
  (date) => {
    expect(
      unlikeWeather(
        fieldOf(date, (lat) => lat),
        [],
        catalogue,
      ),
    ).toBeNull();
  },
);

/** Twenty rows at 20 ℃ and 50 %, to which a dew point of 9.3 ℃ belongs; so many have one that is so far from it. */
const rowsOf = (apart: number, many: number, humidity = 50) =>
  Array.from({ length: 20 }, (_, index) => ({
    station: String(index),
    name: null,
    observedAt: Date.parse('2026-09-01T15:00:00+09:00'),
    elements: {
      temperature: { value: 20 },
      dewPoint: { value: index < many ? 9.3 + apart : 9.3 },
      humidity: { value: humidity },
    },
  }));
const nowhere = { observedAt: 0, values: new Map<string, number>() };

test.each([
  [3.9, 20, true],
  [-3.9, 20, true],
  [4.1, 6, true],
  [4.1, 7, false],
  [-4.1, 7, false],
])(
  'dew points %d K from where they belong, in %d of 20 rows, bear an answer out: %s',
  (apart, many, isBorneOut) => {
    const rows = rowsOf(apart, many);
    const words = isBorneOut ? null : `contradict each other in ${many} of 20 rows`;

    expect(bearsItselfOut(rows)).toBe(isBorneOut);
    if (words === null) expect(unlikeWeather(nowhere, rows, catalogue)).toBeNull();
    else expect(unlikeWeather(nowhere, rows, catalogue)).toContain(words);
  },
);

test.each([
  ['fewer rows than say something', rowsOf(0, 0).slice(1)],
  ['rows that are too dry for it', rowsOf(0, 0, 9)],
  ['rows with a humidity that is none', rowsOf(0, 0, 105)],
  [
    'rows without a dew point',
    rowsOf(0, 0).map((row) => ({ ...row, elements: { temperature: { value: 20 } } })),
  ],
])('%s bear nothing out and contradict nothing', (_, rows) => {
  expect(bearsItselfOut(rows)).toBe(false);
  expect(unlikeWeather(nowhere, rows, catalogue)).toBeNull();
});
