import { formatKst, type SourceId, sources } from '@nalssi/collector';
import { expect, test } from 'vitest';
import { stationNumberOf } from '../../../collector/sources/formats/station-number.ts';
import type { Batch } from '../../../collector/sources/reading.ts';
import { country } from '../../upstream/country.ts';
import { formatAsos } from '../../upstream/formats/apihub-asos.ts';
import { formatAws } from '../../upstream/formats/apihub-aws.ts';
import { formatAwsPage } from '../../upstream/formats/kma-aws.ts';
import { formatCityPage } from '../../upstream/formats/kma-city.ts';
import { formatMapOf } from '../../upstream/formats/kma-map.ts';

const now = Date.parse('2026-11-23T15:00:00+09:00');
const weather = country(formatKst(now));
const padded = {
  ...weather,
  stations: weather.stations
    .filter(({ network }) => network === 'asos')
    .map((station) => ({ ...station, id: station.id.padStart(5, '0') })),
};
const encode = (text: string) => new TextEncoder().encode(text);

/** Rows of fixed widths have no room for five digits. */
function paddedRows(answer: Uint8Array): Uint8Array {
  const text = Buffer.from(answer).toString('latin1');
  const rows = text.replace(
    /^(\d{12}) +(\d+)/gm,
    (_row, stamp: string, number: string) => `${stamp} ${number.padStart(5, '0')}`,
  );
  return Buffer.from(rows, 'latin1');
}

test.each<[SourceId, Uint8Array]>([
  ['kma-map', encode(formatMapOf(padded))],
  ['kma-city', encode(formatCityPage(padded))],
  ['kma-aws', formatAwsPage(padded)],
  ['apihub-asos', paddedRows(formatAsos(weather))],
  ['apihub-aws', formatAws(padded)],
])('00108 is station 108 to %s', (id, bytes) => {
  const keys = { 'kma-apihub': 'key' };
  const [request] = sources[id].requests({ now, keys });
  if (request === undefined) throw new Error(`${id} asks for nothing`);
  const { readings } = request.read(bytes) as Batch;

  expect(readings.map(({ station }) => station)).toContain('108');
  expect(readings.every(({ station }) => /^[1-9]\d*$/.test(station))).toBe(true);
});

test.each(['', ' 108', '108 ', '1e2', '-1', '123456', '0', '00000'])('%j is no number', (text) => {
  expect(stationNumberOf(text)).toBe(null);
});
