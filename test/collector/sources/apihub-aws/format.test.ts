import { expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/apihub-aws/parse.ts';
import { formatAws } from '../../../upstream/formats/apihub-aws.ts';
import type { UpstreamStation, Weather } from '../../../upstream/weather.ts';

const place = { lat: 37, lon: 127, elevation: 50, manned: false, word: null } as const;

const stations: readonly UpstreamStation[] = [
  {
    ...place,
    id: '108',
    name: '서울',
    network: 'asos',
    condition: 'rain',
    values: {
      temperature: 12.5,
      dewPoint: 11.5,
      humidity: 93.5,
      windSpeed: 2.5,
      windDirection: 227.5,
      pressure: 1012.5,
      rain: 1.5,
      rainDay: 12,
    },
  },
  {
    ...place,
    id: '400',
    name: '강남',
    network: 'aws',
    condition: 'clear',
    values: {
      temperature: -9,
      windSpeed: 0,
      windDirection: 0,
      rain: 0,
      rainDay: 0,
      humidity: null,
    },
  },
];
const weather: Weather = { observedAt: '2026-08-03T15:01:00+09:00', stations };

test.each([0, 1] as const)('what the format writes with disp=%i, the parser reads', (disp) => {
  const { readings } = parse(formatAws(weather, { disp }));

  const missing = { missing: 'upstream-missing' };
  const observedAt = Date.parse(weather.observedAt);
  expect(readings).toEqual([
    {
      station: '108',
      name: null,
      observedAt,
      elements: {
        condition: { value: 'rain', derived: { method: 'gauge', from: ['108'] } },
        ...Object.fromEntries(
          Object.entries(stations[0]?.values ?? {}).map(([element, value]) => [element, { value }]),
        ),
      },
    },
    {
      station: '400',
      name: null,
      observedAt,
      elements: {
        condition: { withdrawn: true },
        temperature: { value: -9 },
        dewPoint: missing,
        humidity: missing,
        windSpeed: { value: 0 },
        windDirection: { value: 0 },
        pressure: missing,
        rain: { value: 0 },
        rainDay: { value: 0 },
      },
    },
  ]);
});

test('a minute that is not in yet is no data', () => {
  expect(() => parse(formatAws(weather, { placeholder: true }))).toThrow(
    expect.objectContaining({ code: 'no-data' }),
  );
});
