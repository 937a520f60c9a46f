import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { boardFile, type Element, historyFile } from '@nalssi/schemas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SourceId, sourceIds } from '../../../collector/sources/source-id.ts';
import { SqliteStore, storeFile } from '../../../collector/store/sqlite-store.ts';
import type { HistoryEntry } from '../../../collector/store/store.ts';
import { country } from '../../upstream/country.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
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

/** To the second day, when everything that a row may have is known. */
async function goOn(bench: Workbench): Promise<void> {
  bench.upstream.serve(nextDay());
  bench.clock.advance(24 * 60);
  await bench.pullAll();
}

/** Bytes that a reader gets of a file below `/v1/`, compressed with brotli. */
async function sizeOf(bench: Workbench, path: string): Promise<number> {
  return (await stat(join(bench.directory, 'feed/v1', `${path}.br`))).size;
}

test('the national list of 97 stations takes at most 3,000 bytes', async () => {
  await using bench = await firstFeedOf(['kma-map', 'kma-city']);
  await goOn(bench);
  const { observations } = await bench.ticker();
  const full = ['feelsLike', 'temperatureChange', 'humidity', 'windSpeed', 'windDirection'];

  expect(observations).toHaveLength(97);
  for (const field of full) {
    const rows = observations.filter((row) => Object.hasOwn(row, field));
    expect(rows.length, field).toBeGreaterThan(90);
  }
  expect(await sizeOf(bench, 'ticker.json')).toBeLessThanOrEqual(3_000);
});

describe('of 740 stations', () => {
  let bench: Workbench;
  /** Bytes of files before the second day. */
  let firstSight: { readonly observations: number; readonly places: number };

  beforeAll(async () => {
    bench = await firstFeedOf(sourceIds);
    firstSight = {
      observations: await sizeOf(bench, 'observations.json'),
      places: await sizeOf(bench, 'places.json'),
    };
    await goOn(bench);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('the observations take at most 24,000 bytes, at first sight too', async () => {
    expect((await bench.ticker()).observations).toHaveLength(740);
    expect(firstSight.observations).toBeLessThanOrEqual(24_000);
    expect(await sizeOf(bench, 'observations.json')).toBeLessThanOrEqual(24_000);
  });

  test('a region takes at most 920 bytes', async () => {
    const regions = await readdir(join(bench.directory, 'feed/v1/regions'));
    const files = regions.filter((name) => name.endsWith('.json'));

    expect(files).toHaveLength(17);
    for (const file of files) {
      expect(await sizeOf(bench, `regions/${file}`), file).toBeLessThanOrEqual(920);
    }
  });

  test('269 places take at most 6,500 bytes', () => {
    expect(firstSight.places).toBeLessThanOrEqual(6_500);
  });
});

test('269 places take at most 6,500 bytes where others than their stations stand for them', async () => {
  await using bench = await firstFeedOf(['kma-map']);

  expect(await sizeOf(bench, 'places.json')).toBeLessThanOrEqual(6_500);
});

/** An amount between -1 and 1 that looks like chance, and is the same each time. */
function chance(...of: readonly number[]): number {
  return (of.reduce((sum, one) => (sum * 31 + one * 7919) % 65_537, 17) / 65_537) * 2 - 1;
}

/**
 * Leaves two days of readings behind, two an hour: the temperatures of `weather` with the course of a day and
 * weather of each station's own, some wind, and rain at every fifth station.
 */
async function rememberTwoDays(bench: Workbench, weather: Weather, source: SourceId) {
  await using store = new SqliteStore(join(bench.directory, storeFile), (error) => {
    throw error;
  });
  const now = bench.clock.now();
  const thisHour = Math.floor(now / 3_600_000) * 3_600_000;
  for (let back = 47; back >= 0; back -= 1) {
    const hour = thisHour - back * 3_600_000;
    const course = 5 * Math.sin((((hour / 3_600_000 + 9) % 24) - 9) * (Math.PI / 12));
    const entries = weather.stations.flatMap(({ id, values: { temperature } }) =>
      [0, 1].flatMap((half): HistoryEntry[] => {
        const own = (salt: number) => chance(Number(id), back, half, salt);
        const observedAt = hour + half * 60_000 * (5 + 5 * Math.floor(5 + 5 * own(0)));
        const isWet = Number(id) % 5 === 0;
        const values: Partial<Record<Element, number>> = {
          temperature: (temperature ?? 0) + course + 1.5 * own(1),
          windSpeed: 3 + 3 * own(2),
          rain: isWet ? Math.max(0, Math.round(6 * own(3))) / 2 : 0,
          rainDay: isWet ? (48 - back) / 2 : 0,
        };
        return Object.entries(values).map(([element, value]) => ({
          station: id,
          element: element as Element,
          source,
          observedAt,
          value: Math.round(value * 10) / 10,
          quality: 'pass',
          checks: [],
          failed: [],
        }));
      }),
    );
    if (hour <= now)
      await store.addHistory(
        entries.filter((one) => one.observedAt < now - 60_000),
        now,
      );
  }
}

/** The largest of a folder of the feed in brotli, and all of them as text. */
async function folderOf(bench: Workbench, folder: string, suffix: string) {
  const names = (await readdir(join(bench.directory, 'feed/v1', folder))).filter((name) =>
    name.endsWith(suffix),
  );
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      size: await sizeOf(bench, `${folder}/${name}`),
      text: await readFile(join(bench.directory, 'feed/v1', folder, name), 'utf8'),
    })),
  );
  return files.toSorted((one, other) => other.size - one.size);
}

async function boardsOf(weather: Weather, sources: readonly SourceId[], past: SourceId) {
  const bench = await Workbench.start(weather, {
    sources,
    keys: testKeys,
    startAt: weather.observedAt.replace(':00+', ':30+'),
    output: 'compressed',
  });
  await bench.stop();
  await rememberTwoDays(bench, weather, past);
  await bench.reopen();
  await bench.pullAll();
  return bench;
}

test('of 740 stations a board takes at most 5,500 bytes, its history 4,700, its stations 5,500', async () => {
  await using bench = await boardsOf(country('2024-11-24T21:07:00+09:00'), sourceIds, 'kma-aws');
  const all = await folderOf(bench, 'boards', '.json');
  const stations = await folderOf(bench, 'boards', '.stations.json');
  const histories = await folderOf(bench, 'history', '.json');
  const fast = all.filter(({ name }) => !name.endsWith('.stations.json'));
  const { yesterday, temperatureChange, temperatureChange1h } = boardFile.parse(
    JSON.parse(fast[0]?.text ?? ''),
  );

  expect([fast.length, stations.length, histories.length]).toEqual([18, 18, 18]);
  for (const column of [yesterday.temperatureHigh, temperatureChange, temperatureChange1h]) {
    expect(column.filter((value) => value !== null).length).toBeGreaterThan(130);
  }
  expect(
    Object.keys(historyFile.parse(JSON.parse(histories[0]?.text ?? '')).rain).length,
  ).toBeGreaterThan(10);
  expect(fast[0]?.size, fast[0]?.name).toBeLessThanOrEqual(5_500);
  expect(histories[0]?.size, histories[0]?.name).toBeLessThanOrEqual(4_700);
  expect(stations[0]?.size, stations[0]?.name).toBeLessThanOrEqual(5_500);
});

test('of the 97 stations of the recording the country takes at most 3,000 bytes, its history 3,700', async () => {
  await using bench = await boardsOf(weatherOf(november2024), ['kma-map', 'kma-city'], 'kma-map');

  expect(await sizeOf(bench, 'boards/KR.json')).toBeLessThanOrEqual(3_000);
  expect(await sizeOf(bench, 'history/KR.json')).toBeLessThanOrEqual(3_700);
});
