import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type SourceId, sourceIds } from '../../../collector/sources/source-id.ts';
import { country } from '../../upstream/country.ts';
import type { Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';

/** The country a day later, each station warmer or colder by an amount of its own. */
function nextDay(): Weather {
  const { stations } = country('2024-11-25T07:38:00+09:00');
  return {
    observedAt: '2024-11-25T07:38:00+09:00',
    stations: stations.map((station) => ({
      ...station,
      values: {
        ...station.values,
        temperature: (station.values.temperature ?? 0) + ((Number(station.id) * 7) % 61) / 10 - 2,
      },
    })),
  };
}

async function firstFeedOf(sources: readonly SourceId[]): Promise<Workbench> {
  const bench = await Workbench.start(country('2024-11-24T07:38:00+09:00'), {
    sources,
    keys: testKeys,
    startAt: '2024-11-24T07:38:30+09:00',
    output: 'compressed',
  });
  await bench.pullAll();
  return bench;
}

/** The feed of a second day, when everything that a row may have is known. */
async function feedOf(sources: readonly SourceId[]): Promise<Workbench> {
  const bench = await firstFeedOf(sources);
  bench.upstream.serve(nextDay());
  bench.clock.advance(24 * 60);
  await bench.pullAll();
  return bench;
}

/** Bytes that a reader gets of a file below `/v1/`, compressed with brotli. */
async function sizeOf(bench: Workbench, path: string): Promise<number> {
  return (await stat(join(bench.directory, 'feed/v1', `${path}.br`))).size;
}

test('the national list of 97 stations takes at most 3,000 bytes', async () => {
  await using bench = await feedOf(['kma-map', 'kma-city']);
  const { observations } = await bench.ticker();
  const full = ['feelsLike', 'temperatureChange', 'humidity', 'windSpeed', 'windDirection'];

  expect(observations).toHaveLength(97);
  for (const field of full) {
    const rows = observations.filter((row) => Object.hasOwn(row, field));
    expect(rows.length, field).toBeGreaterThan(90);
  }
  expect(await sizeOf(bench, 'ticker.json')).toBeLessThanOrEqual(3_000);
});

test('269 places take at most 6,500 bytes, also where others than their stations stand for them', async () => {
  await using all = await firstFeedOf(sourceIds);
  await using few = await firstFeedOf(['kma-map']);

  expect(await sizeOf(all, 'places.json')).toBeLessThanOrEqual(6_500);
  expect(await sizeOf(few, 'places.json')).toBeLessThanOrEqual(6_500);
});

test('at first sight of 740 stations the observations take at most 24,000 bytes', async () => {
  await using bench = await firstFeedOf(sourceIds);

  expect((await bench.ticker()).observations).toHaveLength(740);
  expect(await sizeOf(bench, 'observations.json')).toBeLessThanOrEqual(24_000);
});

test('of 740 stations the observations take at most 24,000 bytes, a region 900', async () => {
  await using bench = await feedOf(sourceIds);
  const regions = await readdir(join(bench.directory, 'feed/v1/regions'));
  const files = regions.filter((name) => name.endsWith('.json'));

  expect((await bench.ticker()).observations).toHaveLength(740);
  expect(files).toHaveLength(17);
  expect(await sizeOf(bench, 'observations.json')).toBeLessThanOrEqual(24_000);
  for (const file of files) {
    expect(await sizeOf(bench, `regions/${file}`), file).toBeLessThanOrEqual(900);
  }
});
