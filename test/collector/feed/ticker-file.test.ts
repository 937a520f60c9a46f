import { expect, test } from 'vitest';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { country } from '../../upstream/country.ts';
import * as faults from '../../upstream/faults.ts';
import type { Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';

// What is tested here comes before the bytes are compressed and flushed to the disk.

const morning = '2024-11-24T07:38:00+09:00';
const few = (observedAt: string): Weather => {
  const { stations } = country(observedAt);
  return { observedAt, stations: stations.filter(({ id }) => ['108', '119', '565'].includes(id)) };
};

function start(sources: readonly SourceId[], observedAt = morning) {
  const startAt = observedAt.replace(':00+', ':30+');
  return Workbench.start(few(observedAt), { sources, keys: testKeys, startAt });
}

test('a row has what else was observed at its own time', async () => {
  await using bench = await start(['kma-aws']);
  await bench.pullAll();
  const observation = await bench.observation('108');
  const row = await bench.tickerRow('108');

  for (const element of ['feelsLike', 'humidity', 'windSpeed', 'windDirection', 'rain'] as const) {
    expect(row?.[element], element).toBe(observation?.[element]?.value);
    expect(row?.[element], element).toEqual(expect.any(Number));
  }
});

test('a row has no value of another time, and none that its station does not measure', async () => {
  await using bench = await start(['kma-aws', 'kma-map']);
  await bench.pullAll();
  bench.upstream.answer('kma-aws', faults.status(500));
  bench.upstream.serve(few('2024-11-24T08:00:00+09:00'));
  bench.upstream.answer('kma-aws', faults.status(500));
  bench.clock.advance(35);
  await bench.pullAll();
  const row = await bench.tickerRow('108');
  const { windSpeed } = (await bench.observation('108')) ?? {};

  expect(row?.observedAt).toBe('2024-11-24T08:00:00+09:00');
  expect(windSpeed?.observedAt).toBe(morning);
  expect(row).not.toHaveProperty('windSpeed');
  expect(await bench.tickerRow('565')).not.toHaveProperty('humidity');
});

test('a row tells the times of its condition where they are not those of its temperature, and no others', async () => {
  await using bench = await start(['kma-aws', 'kma-map']);
  await bench.pullAll();
  await using ofOneSource = await start(['kma-map']);
  await ofOneSource.pullAll();
  const { condition } = (await bench.observation('108')) ?? {};

  expect(await bench.tickerRow('108')).toMatchObject({
    observedAt: morning,
    conditionObservedAt: condition?.observedAt,
    conditionExpiresAt: condition?.expiresAt,
  });
  expect(condition?.observedAt).not.toBe(morning);
  expect(await ofOneSource.tickerRow('108')).not.toHaveProperty('conditionObservedAt');
});

test('a row tells the change against the day before, also after a restart', async () => {
  await using bench = await start(['kma-aws']);
  await bench.pullAll();
  const before = (await bench.tickerRow('108'))?.temperature ?? Number.NaN;

  expect(await bench.tickerRow('108')).not.toHaveProperty('temperatureChange');

  const { stations } = few(morning);
  const warmer = stations.map((station) => ({
    ...station,
    values: { ...station.values, temperature: (station.values.temperature ?? 0) + 1.5 },
  }));
  bench.upstream.serve({ observedAt: '2024-11-25T07:40:00+09:00', stations: warmer });
  bench.clock.advance(24 * 60 + 3);
  await bench.stop();
  await bench.reopen();
  await bench.pullAll();
  const row = await bench.tickerRow('108');

  expect(row?.temperature).toBeCloseTo(before + 1.5);
  expect(row?.temperatureChange).toBe(1.5);
});

test('a row tells the extremes of every answer of the day, and none of a day with an hour missing', async () => {
  const night = '2024-11-25T00:38:00+09:00';
  const at = (observedAt: string, temperature: number): Weather => {
    const { stations } = few(night);
    return {
      observedAt,
      stations: stations.map((one) => ({ ...one, values: { ...one.values, temperature } })),
    };
  };
  await using bench = await start(['kma-aws'], night);
  const rowsAt = async (minutes: number, weather: Weather) => {
    bench.upstream.serve(weather);
    bench.clock.advance(minutes);
    await bench.pullAll();
    const { temperatureHigh, temperatureLow } = (await bench.tickerRow('108')) ?? {};
    return [temperatureHigh, temperatureLow];
  };
  await rowsAt(0, at(night, 4));
  await rowsAt(5, at('2024-11-25T00:43:00+09:00', 4.9));

  expect(await rowsAt(20, at('2024-11-25T01:03:00+09:00', 3.8))).toEqual([4.9, 3.8]);
  expect(await rowsAt(120, at('2024-11-25T03:03:00+09:00', 3))).toEqual([undefined, undefined]);
});
