import { stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import { seasonAt, seasonOf } from '../../../../collector/quality/batch/season.ts';
import { wrongSeason } from '../../../../collector/quality/batch/unlike-weather.ts';
import { median } from '../../../../collector/quality/statistics.ts';
import { november2024 } from '../../../upstream/recording.ts';

// The two hours of the whole country that were captured from KMA.
test.each([
  [november2024.observedAt, median(november2024.observations.map((one) => one.temperature))],
  // weather.go.kr, the table of cities, 97 stations.
  ['2026-09-25T19:00:00+09:00', 19.9],
])('a captured hour of KMA is a likely one: %s, median %d ℃', (observedAt, middle) => {
  const { usual, likely } = seasonAt(Date.parse(observedAt));

  expect(middle).toBeGreaterThan(likely.lowest);
  expect(middle).toBeLessThan(likely.highest);
  expect(Math.abs(middle - usual)).toBeLessThan(3);
});

const catalogue = new Catalogue();
const ofJeju = stationCatalogue.filter(({ region }) => region === 'KR-49').map(({ id }) => id);
const fieldOf = (time: string, stations: readonly string[], value: number) => ({
  observedAt: Date.parse(time),
  values: new Map(stations.map((id) => [id, value])),
});

// KMA's normals 1991 to 2020, from memory as those of season.ts are: mean of the month at that station.
test.each([
  ['제주 in January', '184', '01', 6.1],
  ['서귀포 in January', '189', '01', 7.2],
  ['울릉도 in January', '115', '01', 1.8],
  ['흑산도 in January', '169', '01', 4.2],
  ['대관령 in January', '100', '01', -6.9],
  ['서울 in January', '108', '01', -2],
  ['제주 in August', '184', '08', 27.2],
  ['울릉도 in August', '115', '08', 24],
  ['흑산도 in August', '169', '08', 24.8],
])('the mean of the day is usual: %s', (_name, station, month, mean) => {
  // In the middle between the coldest and the warmest hour.
  const { usual } = seasonOf(fieldOf(`2026-${month}-15T10:30:00+09:00`, [station], 0), catalogue);

  expect(Math.abs(usual - mean)).toBeLessThan(2.5);
});

test('a list of the whole country has the season of the country', () => {
  const surface = stationCatalogue.filter(({ network }) => network === 'asos');
  const time = '2026-01-15T15:00:00+09:00';
  const field = fieldOf(
    time,
    surface.map(({ id }) => id),
    0,
  );

  expect(seasonOf(field, catalogue)).toEqual(seasonAt(Date.parse(time)));
});

test('a mild day in January of which the islands alone tell is weather', () => {
  expect(ofJeju.length).toBeGreaterThan(20);
  expect(wrongSeason(fieldOf('2026-01-15T15:00:00+09:00', ofJeju, 20.5), catalogue)).toBeNull();
  expect(wrongSeason(fieldOf('2026-01-15T15:00:00+09:00', ofJeju, -9.5), catalogue)).toMatch(
    /the season allows/,
  );
});

test('a catalogue without a surface station has the season of the country', () => {
  const automatic = stationCatalogue.filter(({ network }) => network === 'aws');
  const time = '2026-01-15T15:00:00+09:00';
  const ids = automatic.map(({ id }) => id);
  const known = { find: (id: string) => catalogue.find(id), stations: automatic };

  expect(seasonOf(fieldOf(time, ids, 0), known)).toEqual(seasonAt(Date.parse(time)));
});

/** Of the middle of each month, in the middle between the coldest and the warmest hour: how far apart likely values are, K. */
const changeable = Array.from({ length: 12 }, (_, month) => {
  const { likely } = seasonAt(Date.parse(`2026-${`${month + 1}`.padStart(2, '0')}-15T10:30+09:00`));
  return likely.highest - likely.lowest;
});

test('the weather of a month is less changeable the nearer it is to June, and from then to September steadier than ever else', () => {
  const [january, february, march, april, may, ...later] = changeable;
  const summer = later.slice(0, 4);
  const towardsSummer = [january, february, march, april, may, later[0]];
  const towardsWinter = later.slice(3);

  expect(towardsSummer).toEqual(
    towardsSummer.toSorted((one, other) => Number(other) - Number(one)),
  );
  expect(towardsWinter).toEqual(towardsWinter.toSorted((one, other) => one - other));
  expect(Math.max(...summer)).toBeLessThan(Number(may));
});
