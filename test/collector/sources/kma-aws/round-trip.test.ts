import { expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/kma-aws/parse.ts';
import { formatAwsPage } from '../../../upstream/formats/kma-aws.ts';
import type { UpstreamStation, Weather } from '../../../upstream/weather.ts';

const values = {
  temperature: -9,
  humidity: 96,
  pressure: 1009.8,
  rain: 2.5,
  rainDay: 11,
  windDirection: 191.2,
  windSpeed: 3.4,
};

function read(more: Partial<UpstreamStation>) {
  const place = { id: '565', name: '시흥', lat: 37.39, lon: 126.78, elevation: 5.8, manned: false };
  const station: UpstreamStation = {
    ...place,
    network: 'aws',
    word: null,
    condition: null,
    values,
    ...more,
  };
  const weather: Weather = { observedAt: '2027-01-03T07:08:00+09:00', stations: [station] };
  const batch = parse(formatAwsPage(weather));
  expect(batch).toMatchObject({ dropped: {}, unknownWords: {}, unknownKeys: {} });
  return batch.readings[0];
}

test('what the page says of the weather is what the weather is', () => {
  const reading = read({ condition: 'snow' });

  expect(reading?.station).toBe('565');
  expect(reading?.name).toBe('시흥');
  expect(reading?.observedAt).toBe(Date.parse('2027-01-03T07:08:00+09:00'));
  expect(reading?.elements).toEqual({
    condition: { value: 'snow', derived: { method: 'gauge', from: ['565'] } },
    ...Object.fromEntries(Object.entries(values).map(([element, value]) => [element, { value }])),
  });
});

test('a dry gauge says that there is no precipitation any more', () => {
  const reading = read({ values: { ...values, rain: 0 } });

  expect(reading?.elements.condition).toEqual({ withdrawn: true });
  expect(reading?.elements.rain).toEqual({ value: 0 });
});

test('what a station does not measure is absent, what it should have is missing', () => {
  const { elements } = read({ values: { temperature: null, windSpeed: null } }) ?? {};

  expect(elements).toEqual({
    temperature: { missing: 'upstream-missing' },
    windSpeed: { missing: 'upstream-missing' },
    windDirection: { missing: 'upstream-missing' },
  });
});

test.each(Array.from({ length: 36 }, (_, index) => index * 10 + 4.9))(
  'wind from %d degrees comes back',
  (windDirection) => {
    const { elements } = read({ values: { ...values, windDirection } }) ?? {};

    expect(elements?.windDirection).toEqual({ value: windDirection });
  },
);
