import type { NumericElement } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/kma-city/parse.ts';
import { formatCityPage } from '../../../upstream/formats/kma-city.ts';
import type { UpstreamStation, Weather } from '../../../upstream/weather.ts';

const values = {
  temperature: -9,
  feelsLike: -14.3,
  dewPoint: -15.1,
  humidity: 61,
  windSpeed: 4.2,
  windDirection: 360,
  pressure: 1021.4,
  rainDay: 0,
  visibility: 20,
  cloud: 7,
};

function station(id: string, name: string, more: Partial<UpstreamStation>): UpstreamStation {
  const place = { lat: 37, lon: 127, elevation: 10 };
  const rest = { manned: true, network: 'asos', word: null, condition: null, values } as const;
  return { id, name, ...place, ...rest, ...more };
}

function read(stations: readonly UpstreamStation[], options = {}) {
  const weather: Weather = { observedAt: '2027-01-03T07:00:00+09:00', stations };
  const batch = parse(new TextEncoder().encode(formatCityPage(weather, options)));
  expect(batch).toMatchObject({ dropped: {}, unknownWords: {}, unknownKeys: {} });
  return new Map(batch.readings.map((reading) => [reading.station, reading]));
}

test('what the page says of the weather is what the weather is', () => {
  const reading = read([station('108', '서울', { word: '눈', condition: 'snow' })]).get('108');

  expect(reading?.observedAt).toBe(Date.parse('2027-01-03T07:00:00+09:00'));
  expect(reading?.name).toBe('서울');
  expect(reading?.elements).toEqual({
    condition: { value: 'snow' },
    ...Object.fromEntries(Object.entries(values).map(([element, value]) => [element, { value }])),
  });
});

test('calm, and every point of the compass, come back', () => {
  const degrees = Array.from({ length: 17 }, (_, index) => index * 22.5);
  const readings = read(
    degrees.map((windDirection, index) =>
      station(String(100 + index), `지점${index}`, { values: { ...values, windDirection } }),
    ),
  );

  expect(
    degrees.map((_, index) => readings.get(String(100 + index))?.elements.windDirection),
  ).toEqual(degrees.map((value) => ({ value })));
});

test('snow depth is read in winters that have the column', () => {
  const lying = station('115', '울릉도', { values: { ...values, snowDepth: 41.5 } });
  const bare = station('184', '제주', {});
  const readings = read([lying, bare], { withSnow: true });

  expect(readings.get('115')?.elements.snowDepth).toEqual({ value: 41.5 });
  expect(readings.get('184')?.elements.snowDepth).toEqual({ withdrawn: true });
});

test('missing values come back as missing', () => {
  const elements: NumericElement[] = ['temperature', 'humidity', 'windSpeed', 'windDirection'];
  const nothing = Object.fromEntries(elements.map((element) => [element, null]));
  const reading = read([station('95', '철원', { values: nothing })]).get('95');

  for (const element of elements) {
    expect(reading?.elements[element]).toEqual({ missing: 'upstream-missing' });
  }
  expect(reading?.elements.condition).toBe(undefined);
});
