import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type AsosColumn, asosColumns } from '../../../../collector/sources/apihub-asos/columns.ts';
import { parse } from '../../../../collector/sources/apihub-asos/parse.ts';
import {
  type AsosRow,
  formatAsos,
  formatAsosRow,
  formatAsosRows,
} from '../../../upstream/formats/apihub-asos.ts';
import type { UpstreamStation, Weather } from '../../../upstream/weather.ts';

const place = { lat: 37, lon: 127, elevation: 50, network: 'asos', word: null } as const;

const stations: readonly UpstreamStation[] = [
  {
    ...place,
    id: '108',
    name: '서울',
    manned: true,
    condition: 'rain',
    values: {
      temperature: -9,
      dewPoint: -12.5,
      humidity: 76,
      windSpeed: 2.5,
      windDirection: 360,
      pressure: 1012.5,
      rain: 1.5,
      rainDay: 12,
      snowDepth: 3.2,
      visibility: 8.5,
      cloud: 9,
    },
  },
  {
    ...place,
    id: '90',
    name: '속초',
    manned: false,
    condition: 'clear',
    values: {
      temperature: 3.4,
      humidity: null,
      windSpeed: 0,
      windDirection: 0,
      rain: 0,
      rainDay: 5,
      cloud: 1,
    },
  },
  { ...place, id: '400', name: '강남', manned: false, network: 'aws', condition: null, values: {} },
];
const weather: Weather = { observedAt: '2026-08-03T15:00:00+09:00', stations };

test('what the format writes, the parser reads', () => {
  const { readings } = parse(formatAsos(weather));

  const [seoul, sokcho] = readings;
  expect(readings).toHaveLength(2);
  expect(seoul).toMatchObject({ station: '108', observedAt: Date.parse(weather.observedAt) });
  expect(seoul?.elements).toEqual({
    condition: { value: 'rain', derived: { method: 'present-weather', from: ['108'] } },
    ...Object.fromEntries(
      Object.entries(stations[0]?.values ?? {}).map(([element, value]) => [element, { value }]),
    ),
  });
  const missing = { missing: 'upstream-missing' };
  expect(sokcho?.elements).toEqual({
    condition: { value: 'clear', derived: { method: 'cloud-amount', from: ['90'] } },
    temperature: { value: 3.4 },
    dewPoint: missing,
    humidity: missing,
    windSpeed: { value: 0 },
    windDirection: { value: 0 },
    pressure: missing,
    rain: { value: 0 },
    rainDay: { value: 5 },
    snowDepth: { withdrawn: true },
    visibility: missing,
    cloud: { value: 1 },
  });
});

test.each([
  'kma_sfctm2-202511130800.txt',
  'kma_sfctm2-202608031500-rows.txt',
  'kma_sfctm3-20151211-rows.txt',
])('the rows of %s come out byte for byte', (name) => {
  const capture = readFileSync(new URL(`captures/${name}`, import.meta.url), 'utf8');
  const rows = capture.split('\n').filter((line) => /^\d/.test(line));

  for (const row of rows) {
    const cells = row.split(/\s+/);
    const entries = asosColumns.map((column, at): [AsosColumn, string] => [
      column,
      cells[at] ?? '',
    ]);
    expect(formatAsosRow(Object.fromEntries(entries) as AsosRow)).toBe(`${row}\n`);
  }
});

test('the header is that of a capture', () => {
  const capture = readFileSync(
    new URL('captures/kma_sfctm2-202511130800.txt', import.meta.url),
    'utf8',
  );
  const headerOf = (text: string) => text.split('\n').filter((line) => /^#[ 2]/.test(line));

  expect(headerOf(Buffer.from(formatAsosRows([])).toString('latin1'))).toEqual(headerOf(capture));
});

test('an hour that is not in yet is no data', () => {
  expect(() => parse(formatAsosRows([]))).toThrow(expect.objectContaining({ code: 'no-data' }));
});
