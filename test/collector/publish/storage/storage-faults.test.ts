import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tickerFile } from '@nalssi/schemas';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { MemoryPublisher } from '../../../../collector/publish/memory-publisher.ts';
import { Outputs } from '../../../../collector/publish/outputs.ts';
import { createLogger } from '../../../../collector/telemetry/log.ts';
import { Secrets } from '../../../../collector/telemetry/secrets.ts';
import { systemClock } from '../../../../collector/time/clock.ts';
import type { TestStorage } from '../../../servers/storage-at.ts';
import { StorageGate } from '../../../servers/storage-gate.ts';
import { startStorage } from '../../../servers/storages.ts';
import { november2024, weatherOf } from '../../../upstream/recording.ts';
import { Upstream } from '../../../upstream/upstream.ts';
import { StartedCommand } from '../../started-command.ts';
import { feedOf, publish, publisherAt, textAt } from './publishing.ts';

let storage: TestStorage;
let gate: StorageGate;
let place: TestStorage;
let prefix = '';
let tests = 0;

beforeAll(async () => {
  storage = await startStorage('ceph');
});

afterAll(() => storage[Symbol.asyncDispose]());

beforeEach(async () => {
  tests += 1;
  prefix = `fault-${tests}/`;
  gate = await StorageGate.before(storage.endpoint);
  place = { ...storage, endpoint: gate.endpoint };
});

afterEach(() => gate[Symbol.asyncDispose]());

const isPut =
  (key: string) =>
  ({ method, target }: { method: string; target: string }) =>
    method === 'PUT' && target.endsWith(key);

function outputsOf(publishers: ConstructorParameters<typeof Outputs>[0]) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const outputs = new Outputs(
    publishers,
    systemClock,
    createLogger(new Secrets(), 'json', { write }),
  );
  return { outputs, lines };
}

test('one that does not answer holds nobody, and gets the newest edition when it answers again', async () => {
  const served: number[] = [];
  await using far = publisherAt(place, prefix);
  const near = new MemoryPublisher((files) => void served.push(files.size));
  const { outputs } = outputsOf([near, far]);
  gate.fateOf = () => 'silent';
  for (const sequence of [5, 6, 7]) {
    await outputs.publish('all', { sequence }, await feedOf(sequence), Date.now());
  }
  expect(served).toHaveLength(3);
  await vi.waitFor(() => expect(gate.waiting).toBe(1));
  gate.fateOf = () => 'passes';
  gate.cut();
  await outputs.settled();

  expect(await textAt(place, prefix, 'v1/index.json')).toBe('{"sequence":7}');
  expect(gate.passed.filter(isPut('v1/health.json'))).toHaveLength(2);
});

test('one that refuses is failing with what to do, and works again by itself', async () => {
  await using publisher = publisherAt(place, prefix);
  const { outputs, lines } = outputsOf([publisher]);
  const send = async (sequence: number) => {
    await outputs.publish('all', { sequence }, await feedOf(sequence), Date.now());
    await outputs.settled();
  };
  gate.fateOf = () => 503;
  await send(5);
  const [, failing] = outputs.health;
  gate.fateOf = () => 'passes';
  await send(6);

  expect(failing).toMatchObject({ id: 's3', state: 'failing' });
  expect(failing?.action).toContain('tried again with each publish');
  expect(failing?.action).not.toContain('127.0.0.1');
  expect(outputs.failing).toEqual([]);
  expect(lines.map((line) => JSON.parse(line).code)).toEqual(['s3-failing', 's3-back']);
  expect(await textAt(place, prefix, 'v1/index.json')).toBe('{"sequence":6}');
});

test('a collector that cannot say whether it is superseded writes nothing into a place of all', async () => {
  await using publisher = publisherAt(place, prefix);
  await publish(publisher, 5, 'rain');
  const puts = () => gate.passed.filter(({ method }) => method === 'PUT').length;
  const before = puts();
  const inDoubt = { sequence: 6, confirm: async () => false };
  const superseded = { sequence: 6, confirm: () => Promise.reject(new Error('superseded')) };

  await expect(publisher.publish(inDoubt, await feedOf(6, 'snow'), Date.now())).rejects.toThrow(
    'Redis does not say which collector publishes',
  );
  await expect(publisher.publish(superseded, await feedOf(6, 'snow'), Date.now())).rejects.toThrow(
    'superseded',
  );
  expect(puts()).toBe(before);
});

test('one that stands still in the midst of a publish puts nothing more when it goes on superseded', async () => {
  await using publisher = publisherAt(place, prefix);
  await publish(publisher, 5, 'rain');
  let asked = 0;
  const confirm = async () => {
    asked += 1;
    if (asked > 1) throw new Error('superseded');
    return true;
  };

  await expect(
    publisher.publish({ sequence: 6, confirm }, await feedOf(6, 'snow'), Date.now()),
  ).rejects.toThrow('superseded');
  expect(await textAt(place, prefix, 'v1/index.json')).toBe('{"sequence":5}');
  expect(await textAt(place, prefix, 'v1/health.json')).toContain('"sequence":5');
});

test('one that loses what it was given is found out, and gets it again', async () => {
  await using publisher = publisherAt(place, prefix);
  const isLost = isPut('v1/ticker.json');
  // Of three files the second is read back with this sequence.
  gate.fateOf = (request) => (isLost(request) ? 'lost' : 'passes');
  const told = [];
  for (let sequence = 5; sequence < 10; sequence += 1) {
    told.push(
      await publish(publisher, sequence, `rain ${sequence}`).catch((error) => error.message),
    );
  }
  gate.fateOf = () => 'passes';
  await publish(publisher, 10, 'rain 10');

  expect(told.join()).toContain('gives back other bytes than it was given');
  expect(await textAt(place, prefix, 'v1/ticker.json')).toContain('rain 10');
});

test('entity tags that are not true cost requests, and nothing else', async () => {
  await using publisher = publisherAt(place, prefix);
  gate.fateOf = () => 'retagged';
  await publish(publisher, 5, 'rain');
  await publish(publisher, 6, 'snow');
  await using another = publisherAt(place, prefix);
  await publish(another, 7, 'clear');

  expect(await textAt(storage, prefix, 'v1/ticker.json')).toContain('clear');
  expect(await textAt(storage, prefix, 'v1/index.json')).toBe('{"sequence":7}');
});

test('a write whose answer is lost is not taken for somebody else’s', async () => {
  await using publisher = publisherAt(place, prefix);
  await publish(publisher, 5);
  let isFirst = true;
  gate.fateOf = (request) => {
    if (!isFirst || !isPut('v1/index.json')(request)) return 'passes';
    isFirst = false;
    return 'unheard';
  };
  await publish(publisher, 6);

  expect(isFirst).toBe(false);
  expect(await textAt(storage, prefix, 'v1/index.json')).toBe('{"sequence":6}');
});

test('a publish that broke off half-way leaves the index before, and goes on from there', async () => {
  await using publisher = publisherAt(place, prefix);
  await publish(publisher, 5, 'rain');
  gate.fateOf = (request) => (isPut('v1/health.json')(request) ? 403 : 'passes');
  await expect(publish(publisher, 6, 'snow')).rejects.toThrow();
  const between = await textAt(storage, prefix, 'v1/index.json');
  gate.fateOf = () => 'passes';
  gate.passed.length = 0;
  await publish(publisher, 7, 'snow');

  expect(between).toBe('{"sequence":5}');
  expect(gate.passed.filter(isPut('v1/ticker.json'))).toEqual([]);
  expect(await textAt(storage, prefix, 'v1/index.json')).toBe('{"sequence":7}');
});

test('it ends at once when the collector does', async () => {
  await using publisher = publisherAt(place, prefix);
  gate.fateOf = () => 'silent';
  const stop = new AbortController();
  const reason = new Error('The collector ends.');
  const publishing = publisher.publish({ sequence: 5 }, await feedOf(5), Date.now(), stop.signal);
  await vi.waitFor(() => expect(gate.waiting).toBe(1));
  stop.abort(reason);

  await expect(publishing).rejects.toBe(reason);
});

async function withUpstream(use: (variables: Record<string, string>) => Promise<void>) {
  const upstream = new Upstream(weatherOf(november2024));
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  try {
    await use({
      NALSSI_KMA_MAP_URL: await upstream.listen(),
      NALSSI_DATA_DIR: directory,
      NALSSI_TABLES: 'off',
      NALSSI_LOG: 'json',
      NALSSI_PUBLISH: `s3://${storage.bucket}/${prefix}?endpoint=${gate.endpoint.href}`,
      AWS_ACCESS_KEY_ID: storage.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: storage.credentials.secretAccessKey,
    });
  } finally {
    await upstream.close();
    await rm(directory, { recursive: true, force: true });
  }
}

test('nalssi collect publishes to a storage alone, and never prints its key', async () => {
  await withUpstream(async (variables) => {
    await using collect = new StartedCommand(['collect'], { variables });
    const { code } = await collect.ended;

    expect([code, collect.errors]).toEqual([0, '']);
    // No feed is in the data directory.
    expect(await collect.logs('Published.')).not.toHaveProperty('directory');
    expect(collect.output).not.toContain(storage.credentials.secretAccessKey);
    const ticker = tickerFile.parse(
      JSON.parse(String(await textAt(storage, prefix, 'v1/ticker.json'))),
    );
    expect(ticker.summary.stations).toBe(97);
    expect(await textAt(storage, prefix, 'v1/stations/108.json')).toContain('"108"');
  });
});

test('nalssi collect ends with 1 where the storage is down, and says which output failed', async () => {
  await withUpstream(async (variables) => {
    gate.fateOf = () => 403;
    await using collect = new StartedCommand(['collect'], { variables });
    const { code } = await collect.ended;

    expect(code).toBe(1);
    expect(await collect.logs('not-published')).toMatchObject({ failing: ['s3'] });
    expect(collect.output).not.toContain(storage.credentials.secretAccessKey);
  });
});

test('a storage that hangs does not keep nalssi serve from serving', async () => {
  gate.fateOf = () => 'silent';
  await withUpstream(async (variables) => {
    const places = { NALSSI_PUBLISH: `directory,${variables['NALSSI_PUBLISH']}`, PORT: '0' };
    await using serve = new StartedCommand(['serve'], { variables: { ...variables, ...places } });
    await serve.address();
    const triesAtStart = gate.passed.length;

    expect((await fetch(`${await serve.published()}/v1/ticker.json`)).status).toBe(200);
    // Not all the tries of a request, of 20 seconds each.
    expect(triesAtStart).toBeLessThan(3);
  });
});

test('what is said of another collector is the same with each edition, and so is said once', async () => {
  await using one = publisherAt(place, prefix);
  await using other = publisherAt(place, prefix);
  await publish(one, 20);
  const { outputs, lines } = outputsOf([other]);
  for (const sequence of [10, 11]) {
    await outputs.publish('all', { sequence }, await feedOf(sequence), Date.now());
    await outputs.settled();
    await publish(one, sequence + 20);
  }

  expect(lines).toHaveLength(1);
});
