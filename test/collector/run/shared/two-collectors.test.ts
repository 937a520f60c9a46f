import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { envelope, historyFile } from '@nalssi/schemas';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { TestRedis, told } from '../../../servers/redis.ts';
import { RedisGate } from '../../../servers/redis-gate.ts';
import { StartedCommand } from '../../started-command.ts';
import {
  Collectors,
  healthAt,
  holds,
  passes,
  quotaAt,
  sequenceAt,
  textAt,
  weatherOfHour,
} from './collectors.ts';

vi.setConfig({ testTimeout: 300_000 });

/** Each of these takes some ten seconds. */
const isLong = process.env['npm_lifecycle_event'] === 'test:faults';

let redis: TestRedis;
let store = '';
let tests = 0;

beforeAll(async () => {
  redis = await TestRedis.start();
});

afterAll(() => redis[Symbol.asyncDispose]());

beforeEach(() => {
  tests += 1;
  store = `${redis.url}?prefix=test-${tests}`;
});

/** Of a data directory. */
async function sequenceIn(directory: string): Promise<number> {
  const index = await readFile(join(directory, 'feed/v1/index.json'), 'utf8');
  return envelope.parse(JSON.parse(index)).sequence;
}

/** Hours of the last 24 of which a temperature of Seoul is known. */
async function hoursKnownAt(address: string): Promise<number> {
  const file = historyFile.parse(JSON.parse(await textAt(`${address}/v1/history/KR-11.json`)));
  return file.temperature['108']?.filter((value) => value !== null).length ?? 0;
}

test('one asks and the other shows the same; when it is killed the other goes on with all it knew', async () => {
  await using collectors = await Collectors.at(store);
  collectors.upstream.serve(weatherOfHour(1));
  const first = await collectors.start();
  await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(1));
  const second = await collectors.start();
  await second.command.logs('stands-by');
  await passes(second, await sequenceAt(first));
  expect(await textAt(`${second.address}/readyz`)).toContain('standing by');
  const board = await textAt(`${second.address}/v1/boards/KR-11.json`);
  const asked = collectors.requests;
  collectors.upstream.serve(weatherOfHour(0));
  first.command.child.kill('SIGKILL');
  await second.command.logs('leads');
  expect((await fetch(`${second.address}/v1/boards/KR-11.json`)).status).toBe(200);
  await holds(async () => expect(await quotaAt(second)).toBeGreaterThan(asked));
  await holds(async () => expect(await hoursKnownAt(second.address)).toBe(2));

  expect(board).toContain('"108"');
  expect(await quotaAt(second)).toBeLessThanOrEqual(collectors.requests);
  expect(collectors.faults).toEqual([]);
});

test('one that stood still past its lease has nothing to say afterwards, and stands by', async () => {
  await using collectors = await Collectors.at(store);
  const first = await collectors.start();
  await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(1));
  const second = await collectors.start();
  await second.command.logs('stands-by');
  first.command.child.kill('SIGSTOP');
  await second.command.logs('leads');
  const sequence = await sequenceAt(second);
  await passes(second, sequence);
  first.command.child.kill('SIGCONT');
  await first.command.logs('stands-by');
  await passes(first, await sequenceAt(second));

  // By its directory too, where a web server may stand before it.
  await holds(async () => expect(await sequenceIn(first.directory)).toBeGreaterThan(sequence));
  expect(await textAt(`${first.address}/readyz`)).toContain('standing by');
  expect(collectors.faults).toEqual([]);
});

test('without Redis all go on with what they know, say so, and ask nobody; with it they find back', async () => {
  await using server = await TestRedis.start();
  await using collectors = await Collectors.at(server.url);
  const first = await collectors.start();
  await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(1));
  const second = await collectors.start();
  await second.command.logs('stands-by');
  await passes(second, await sequenceAt(first));
  await server.kill();
  await holds(async () => {
    expect((await healthAt(first)).outputs).toContainEqual(
      expect.objectContaining({ id: 'store', state: 'failing' }),
    );
  });
  expect((await healthAt(first)).status).toBe('degraded');
  await first.command.logs('store-failing');
  await holds(async () =>
    expect(await textAt(`${second.address}/readyz`)).toMatch(/nothing could be read for \d+ s/),
  );
  const asked = collectors.requests;
  const sequence = await sequenceAt(first);
  await passes(first, sequence + 3);
  expect(collectors.requests).toBe(asked);
  expect((await fetch(`${second.address}/v1/ticker.json`)).status).toBe(200);
  await server.startAgain();
  await holds(() => expect(collectors.requests).toBeGreaterThan(asked));
  await holds(async () => {
    const [one, other] = await Promise.all([sequenceAt(first), sequenceAt(second)]);
    expect(other).toBeGreaterThan(sequence);
    expect(Math.abs(one - other)).toBeLessThan(3);
  });
  await holds(async () =>
    expect((await healthAt(second)).outputs.every(({ state }) => state === 'ok')).toBe(true),
  );

  expect(collectors.faults).toEqual([]);
});

test('that Redis is gone, and is back, stands in health before the next publish is due', async () => {
  await using server = await TestRedis.start();
  await using collectors = await Collectors.at(server.url);
  const once = '0 0 1 1 *';
  const first = await collectors.start({ PUBLISH_CRON: once }, once);
  await holds(async () => expect((await healthAt(first)).status).toBe('ok'));
  const before = await sequenceAt(first);
  await server.kill();
  for (const id of ['store', 'redis']) {
    const lost = expect.objectContaining({ id, state: 'failing' });
    await holds(async () => expect((await healthAt(first)).outputs).toContainEqual(lost));
  }
  expect((await healthAt(first)).status).toBe('degraded');
  const meanwhile = await sequenceAt(first);
  await server.startAgain();
  await holds(async () => expect((await healthAt(first)).status).toBe('ok'));

  // Once with what was known, once with what that has shown.
  expect(meanwhile).toBeLessThanOrEqual(before + 2);
  expect(await sequenceAt(first)).toBeGreaterThan(meanwhile);
  expect(collectors.faults).toEqual([]);
});

test('what a person says of an answer on any machine, the one that leads hears', async () => {
  await using collectors = await Collectors.at(store);
  collectors.upstream.serve(weatherOfHour(1));
  const first = await collectors.start();
  const stateOfFirst = async () =>
    (await healthAt(first)).sources.find(({ id }) => id === 'kma-map');
  // From the fortieth minute on an hour ago is late, and shown all the same.
  await holds(async () =>
    expect((await stateOfFirst())?.newestObservedAt).toEqual(expect.any(String)),
  );
  const { stations, ...weather } = weatherOfHour(0);
  const warmer = stations.map(({ values, ...station }) => ({
    ...station,
    values: { ...values, temperature: (values.temperature ?? 0) + 12 },
  }));
  collectors.upstream.serve({ ...weather, stations: warmer });
  await holds(async () =>
    expect((await stateOfFirst())?.lastError?.code).toBe('implausible-batch'),
  );
  await using elsewhere = new StartedCommand(['believe', 'kma-map'], {
    variables: { NALSSI_STORE: store, NALSSI_DATA_DIR: '/nowhere' },
  });
  const { code } = await elsewhere.ended;
  await holds(async () => expect((await stateOfFirst())?.state).toBe('ok'));

  expect(`${code} ${elsewhere.output}`).toMatch(/^0 The next answer of kma-map will be believed/);
  expect(await told(redis.port, 'EXISTS', `{test-${tests}}:believe:kma-map`)).toBe('0');
});

test.runIf(isLong)(
  'one that is cut off from Redis asks nobody, goes on showing what it knows, and stands by when it is back',
  async () => {
    await using gate = await RedisGate.before(redis.port);
    await using collectors = await Collectors.at(store);
    const first = await collectors.start({ STORE: `${gate.url}?prefix=test-${tests}` });
    await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(1));
    const second = await collectors.start();
    await second.command.logs('stands-by');
    gate.silence();
    await second.command.logs('leads');
    const cutOff = await sequenceAt(first);
    await passes(first, cutOff + 2);
    await passes(second, await sequenceAt(second));
    expect((await healthAt(first)).status).toBe('degraded');
    const spent = await quotaAt(first);
    await passes(first, await sequenceAt(first));
    expect(await quotaAt(first)).toBe(spent);
    gate.open();
    await first.command.logs('stands-by');
    await passes(first, await sequenceAt(second));

    expect(collectors.faults).toEqual([]);
  },
);

test.runIf(isLong)('a Redis that has lost all it held is given what is known', async () => {
  await using server = await TestRedis.start();
  await using collectors = await Collectors.at(server.url);
  const first = await collectors.start();
  await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(1));
  await server.kill({ forgets: true });
  await first.command.logs('store-failing');
  const sequence = await sequenceAt(first);
  await server.startAgain();
  await first.command.logs('store-back');
  await passes(first, sequence);
  const spent = await quotaAt(first);
  await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(spent));
  const second = await collectors.start();
  await passes(second, sequence);
  first.command.child.kill('SIGTERM');
  await second.command.logs('leads');
  await holds(async () => expect(await quotaAt(second)).toBeGreaterThan(spent));

  expect(collectors.faults).toEqual([]);
});
