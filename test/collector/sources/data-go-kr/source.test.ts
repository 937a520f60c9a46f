import { type ConditionCode, findStation, stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { nowcastCells } from '../../../../collector/sources/data-go-kr/cells.ts';
import { parse } from '../../../../collector/sources/data-go-kr/parse.ts';
import { dataGoKr } from '../../../../collector/sources/data-go-kr/source.ts';
import { formatNowcast } from '../../../upstream/formats/data-go-kr.ts';
import type { Weather } from '../../../upstream/weather.ts';

const key = 'abc+/def==';

function requestsAt(time: string) {
  return dataGoKr.requests({ now: Date.parse(time), keys: { 'data-go-kr': key } });
}

test('each cell is asked for once, with the key encoded once', () => {
  const requests = requestsAt('2026-11-23T15:17:30+09:00');

  expect(new Set(requests.map(({ about }) => about)).size).toBe(nowcastCells.length);
  expect(requests[0]?.path).toMatch(
    /^\/1360000\/VilageFcstInfoService_2\.0\/getUltraSrtNcst\?serviceKey=abc%2B%2Fdef%3D%3D&pageNo=1&numOfRows=100&dataType=JSON&base_date=20261123&base_time=1500&nx=\d+&ny=\d+$/,
  );
});

test('what a request is about never holds the key', () => {
  for (const { about } of requestsAt('2026-11-23T15:17:00+09:00')) {
    expect(about).toMatch(/^cell \d+,\d+$/);
  }
});

test.each([
  ['2026-11-23T15:09:59+09:00', 'base_date=20261123&base_time=1400'],
  ['2026-11-23T15:10:00+09:00', 'base_date=20261123&base_time=1500'],
  ['2026-11-24T00:05:00+09:00', 'base_date=20261123&base_time=2300'],
  ['2026-11-24T00:42:00+09:00', 'base_date=20261124&base_time=0000'],
])('at %s the newest hour that can be there is asked for', (time, expected) => {
  expect(requestsAt(time)[0]?.path).toContain(expected);
});

test('without a key nothing is asked', () => {
  expect(dataGoKr.requests({ now: 0, keys: {} })).toEqual([]);
});

test('two runs an hour stay within the quota, retries included for a third of them', () => {
  expect(nowcastCells.length * 48 * 1.5).toBeLessThan(dataGoKr.dailyRequests ?? 0);
});

test('a refused key is told from an HTTP error without a word', () => {
  const body = new TextEncoder().encode('Unauthorized');

  expect(dataGoKr.readFailure?.(body)).toMatchObject({ code: 'auth', source: 'data-go-kr' });
  expect(dataGoKr.readFailure?.(new TextEncoder().encode('<html>'))).toBe(null);
});

const conditions: readonly (ConditionCode | null)[] = [
  'rain',
  'sleet',
  'snow',
  'shower',
  'drizzle',
  'clear',
  'fog',
  null,
];

const weather: Weather = {
  observedAt: '2026-11-23T15:00:00+09:00',
  stations: stationCatalogue
    .filter(({ network }) => network === 'aws')
    .map(({ id, name, lat, lon, elevation }, index) => ({
      id,
      name: name.ko,
      lat: lat ?? 0,
      lon: lon ?? 0,
      elevation: elevation ?? 0,
      manned: false,
      network: 'aws',
      word: null,
      condition: conditions[index % conditions.length] ?? null,
      values: { temperature: -9, humidity: 80, rain: 0.5, windSpeed: 2, windDirection: 270 },
    })),
};

const falling = new Set<unknown>(['rain', 'sleet', 'snow', 'shower', 'drizzle']);

test.each(['JSON', 'XML'] as const)('the weather comes back from %s cell by cell', (form) => {
  for (const cell of nowcastCells) {
    const bytes = new TextEncoder().encode(formatNowcast(weather, cell, form));
    const { readings } = parse(bytes, cell);

    expect(readings.map(({ station }) => station)).toEqual(cell.stations);
    const told = weather.stations.find(({ id }) => cell.stations.includes(id))?.condition ?? null;
    for (const { station, observedAt, elements } of readings) {
      expect(findStation(station)?.network).toBe('aws');
      expect(observedAt).toBe(Date.parse(weather.observedAt));
      expect(elements.condition).toEqual(
        told === null
          ? { missing: 'upstream-missing' }
          : falling.has(told)
            ? { value: told, derived: { method: 'grid-cell', from: [station] } }
            : { withdrawn: true },
      );
    }
  }
});
