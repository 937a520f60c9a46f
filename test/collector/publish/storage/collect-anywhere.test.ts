import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boardFile, healthFile, stationFile, tickerFile } from '@nalssi/schemas';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { storageAt, type TestStorage } from '../../../servers/storage-at.ts';
import { startStorage } from '../../../servers/storages.ts';
import { november2024, weatherOf } from '../../../upstream/recording.ts';
import { Upstream } from '../../../upstream/upstream.ts';
import { StartedCommand } from '../../started-command.ts';
import { textAt } from './publishing.ts';

// Fifty runs are a hundred processes, one after another.
vi.setConfig({ testTimeout: 600_000 });

/** `npm run test:faults` has fifty. */
const runs = process.env['npm_lifecycle_event'] === 'test:faults' ? 50 : 2;

let storage: TestStorage;
let upstream: Upstream;
let variables: Record<string, string> = {};
let prefix = '';
let tests = 0;
let folders: string[] = [];

beforeAll(async () => {
  storage = await startStorage('ceph');
});

afterAll(() => storage[Symbol.asyncDispose]());

beforeEach(async () => {
  tests += 1;
  prefix = `collect-${tests}/`;
  upstream = new Upstream(weatherOf(november2024));
  variables = {
    NALSSI_SOURCES: 'kma-aws',
    NALSSI_KMA_AWS_URL: await upstream.listen(),
    NALSSI_TABLES: 'off',
    NALSSI_LOG: 'json',
  };
});

afterEach(async () => {
  await upstream.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  folders = [];
});

async function newMachine(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nalssi-'));
  folders.push(folder);
  return folder;
}

/** A run on a machine that has nothing but the storage. */
async function collectAnywhere(directory?: string): Promise<StartedCommand> {
  return new StartedCommand(['collect'], {
    variables: {
      ...variables,
      NALSSI_DATA_DIR: directory ?? (await newMachine()),
      NALSSI_STORE: 'publish',
      NALSSI_PUBLISH: `s3://${storage.bucket}/${prefix}?endpoint=${storage.endpoint.href}`,
      AWS_ACCESS_KEY_ID: storage.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY:
        variables['AWS_SECRET_ACCESS_KEY'] ?? storage.credentials.secretAccessKey,
    },
  });
}

/**
 * KMA's table of so many minutes before now; the temperatures of no two steps are the same. Returns its
 * time.
 */
function moveOn(minutesAgo: number, step: number): string {
  const instant = Date.now() - minutesAgo * 60_000;
  const korean = new Date(instant + 9 * 3_600_000).toISOString().slice(0, 16);
  const stations = weatherOf(november2024).stations.map((station, place) => {
    const { temperature } = station.values;
    if (typeof temperature !== 'number') return station;
    const moved = Math.round(10 * (temperature + 2 * Math.sin((step + place) / 8))) / 10;
    return { ...station, values: { ...station.values, temperature: moved } };
  });
  const observedAt = `${korean}:00+09:00`;
  upstream.serve({ observedAt, stations });
  return observedAt;
}

test('runs on machines that are new each time publish what one machine does', async () => {
  const home = await newMachine();
  for (let run = 0; run < runs; run += 1) {
    moveOn(Math.round((50 * (runs - run)) / runs), run);
    await using here = new StartedCommand(['collect'], {
      variables: { ...variables, NALSSI_DATA_DIR: home },
    });
    await using anywhere = await collectAnywhere();
    for (const one of [here, anywhere]) {
      const { code } = await one.ended;
      expect(code, `${one.output}${one.errors}`).toBe(0);
    }
  }
  const both = async (path: string) => [
    JSON.parse(String(await textAt(storage, prefix, `v1/${path}`))),
    JSON.parse(await readFile(join(home, 'feed/v1', path), 'utf8')),
  ];

  const tickers = (await both('ticker.json')).map((file) => tickerFile.parse(file));
  expect(tickers[0]?.sequence).toBe(runs);
  expect(tickers[0]?.sequence).toBe(tickers[1]?.sequence);
  expect(tickers[0]?.observations).toEqual(tickers[1]?.observations);
  const boards = (await both('boards/KR-11.json')).map((file) => boardFile.parse(file));
  expect(boards[0]?.today).toEqual(boards[1]?.today);
  expect(boards[0]?.temperature).toEqual(boards[1]?.temperature);
  const stations = (await both('stations/108.json')).map((file) => stationFile.parse(file));
  expect(stations[0]?.history.length).toBeGreaterThan(0);
  expect(stations[0]?.history).toEqual(stations[1]?.history);
  const asked = (await both('health.json')).map((file) =>
    healthFile.parse(file).sources.map(({ id, quota }) => [id, quota?.used]),
  );
  expect(asked[0]).toEqual(asked[1]);
});

test('a collector that kept its state on disk takes it along into the storage', async () => {
  const home = await newMachine();
  const heardOnDisk = moveOn(20, 0);
  await using onDisk = new StartedCommand(['collect'], {
    variables: { ...variables, NALSSI_DATA_DIR: home },
  });
  await onDisk.ended;
  moveOn(5, 1);
  await using anywhere = await collectAnywhere(home);
  const { code } = await anywhere.ended;

  expect(code, `${anywhere.output}${anywhere.errors}`).toBe(0);
  const file = JSON.parse(String(await textAt(storage, prefix, 'v1/stations/108.json')));
  // Of each hour the first value stays.
  expect(stationFile.parse(file).history[0]?.temperature?.observedAt).toBe(heardOnDisk);
});

test('a state that may not be read is told with what to do', async () => {
  variables['AWS_SECRET_ACCESS_KEY'] = 'another-secret';
  await using run = await collectAnywhere();
  await run.ended;

  expect(run.errors).toMatch(
    /cannot be read: .* The storage refuses the key: check AWS_ACCESS_KEY_ID/,
  );
});

test('of two runs at the same time one is refused, and says so', async () => {
  moveOn(1, 0);
  await using first = await collectAnywhere();
  await first.ended;
  await using one = await collectAnywhere();
  await using other = await collectAnywhere();
  const codes = [(await one.ended).code, (await other.ended).code];
  const texts = one.output + one.errors + other.output + other.errors;

  expect(codes.toSorted()).toEqual([0, 1]);
  // Where they meet is chance: before the first file, at the last one, or at the state.
  expect(texts).toMatch(
    /another collector publishes there|somebody else has written it|another run has put its own there/,
  );
  expect(texts).not.toContain(storage.credentials.secretAccessKey);
});

test('a state that is damaged stops the run before it asks anybody', async () => {
  await using objects = storageAt(storage, prefix);
  await objects.put('state/nalssi.sqlite.zst', Buffer.from('damaged'), {
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
  });
  await using run = await collectAnywhere();
  const { code } = await run.ended;

  expect(code).toBe(1);
  expect(run.errors).toMatch(/The state in s3:\/\/feed\/.* is damaged/);
  expect(upstream.targets('kma-aws')).toEqual([]);
});

test('a service refuses to keep its state there', async () => {
  await using serve = new StartedCommand(['serve'], {
    variables: {
      ...variables,
      NALSSI_DATA_DIR: await newMachine(),
      NALSSI_STORE: 'publish',
      NALSSI_PUBLISH: 's3://weather',
      AWS_ACCESS_KEY_ID: 'a-key',
      AWS_SECRET_ACCESS_KEY: 'a-secret-of-a-key',
    },
  });
  const { code } = await serve.ended;

  expect(code).toBe(2);
  expect(serve.errors).toContain('NALSSI_STORE=publish is for nalssi collect');
});
