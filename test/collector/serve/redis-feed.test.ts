import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  type EncodedFiles,
  encode,
  encodeAll,
  identityOf,
} from '../../../collector/publish/encode.ts';
import { RedisPublisher } from '../../../collector/publish/redis/redis-publisher.ts';
import { RedisFeed } from '../../../collector/serve/published/redis-feed.ts';
import { SupersededError } from '../../../collector/store/lease.ts';
import { RedisLease } from '../../../collector/store/redis/redis-lease.ts';
import { StoreError } from '../../../collector/store/store-error.ts';
import { RedisConnection } from '../../../collector/transport/redis/redis-connection.ts';
import { addressOf, TestRedis, told } from '../../servers/redis.ts';
import { RedisGate } from '../../servers/redis-gate.ts';

const never = new AbortController().signal;

let redis: TestRedis;
let tests = 0;
let url = '';
let connection: RedisConnection;
let lease: RedisLease;
let publisher: RedisPublisher;
let feed: RedisFeed;

beforeAll(async () => {
  redis = await TestRedis.start();
});

afterAll(() => redis[Symbol.asyncDispose]());

beforeEach(async () => {
  tests += 1;
  url = `${redis.url}?prefix=feed-${tests}`;
  connection = await RedisConnection.open(addressOf(url));
  await connection.connected(never);
  lease = leaseOf();
  await lease.take(0, never);
  publisher = new RedisPublisher(lease, connection);
  feed = await RedisFeed.open(addressOf(url));
});

afterEach(async () => {
  await feed[Symbol.asyncDispose]();
  await lease[Symbol.asyncDispose]();
  await connection[Symbol.asyncDispose]();
});

const leaseOf = () => new RedisLease({ connection, length: 60_000, onForgotten: () => undefined });

const filesOf = (sequence: number, more: Readonly<Record<string, string>>) =>
  encodeAll([...Object.entries(more), ['index.json', JSON.stringify({ sequence })]]);

const textIn = (files: EncodedFiles | null, path: string) => {
  const file = files?.get(path);
  return file === undefined ? undefined : identityOf(file).toString();
};

test('a file arrives in every form as it was published', async () => {
  const files = await filesOf(1, { 'ticker.json': 'rain' });
  await publisher.publish({ sequence: 1 }, files);
  const read = await feed.read(never);

  expect([...(read?.keys() ?? [])].toSorted()).toEqual(['index.json', 'ticker.json']);
  expect(read?.get('ticker.json')?.encoded).toEqual(files.get('ticker.json')?.encoded);
  expect(read?.get('ticker.json')?.hash).toBe(files.get('ticker.json')?.hash);
  expect(textIn(read, 'ticker.json')).toBe('rain');
});

test('of the next edition only what has changed is another object, and what is gone is gone', async () => {
  await publisher.publish(
    { sequence: 1 },
    await filesOf(1, { 'a.json': 'one', 'b.json': 'two', 'c.json': 'three' }),
  );
  const before = await feed.read(never);
  await publisher.publish({ sequence: 2 }, await filesOf(2, { 'a.json': 'one', 'b.json': 'new' }));
  const after = await feed.read(never);

  expect(after?.get('a.json')).toBe(before?.get('a.json'));
  expect(textIn(after, 'b.json')).toBe('new');
  expect(after?.has('c.json')).toBe(false);
  expect(await feed.read(never)).toBeNull();
});

test('whoever waits is told at once, and of what came before he waited too', async () => {
  await publisher.publish({ sequence: 1 }, await filesOf(1, {}));
  await feed.read(never);
  let isTold = false;
  const waiting = feed.changed(never).then(() => {
    isTold = true;
  });
  expect(isTold).toBe(false);
  await publisher.publish({ sequence: 2 }, await filesOf(2, {}));
  await waiting;
  // Not read yet: to wait again would miss it.
  await feed.changed(never);

  expect(textIn(await feed.read(never), 'index.json')).toBe('{"sequence":2}');
});

/** How often somebody asked what is there: a script that only reads. */
async function askings(): Promise<number> {
  const lines = await told(redis.port, 'INFO', 'commandstats');
  return Number(/cmdstat_zrangebyscore:calls=(\d+)/.exec(lines)?.[1] ?? 0);
}

test('what few files say comes with the word, and need not be asked for', async () => {
  await publisher.publish({ sequence: 1 }, await filesOf(1, { 'a.json': 'one', 'b.json': 'two' }));
  await feed.read(never);
  const before = await askings();
  await publisher.publish({ sequence: 2 }, await filesOf(2, { 'a.json': 'new', 'b.json': 'two' }));
  await publisher.publish({ sequence: 3 }, await filesOf(3, { 'a.json': 'new' }));
  await feed.changed(never);
  const read = await feed.read(never);

  expect([textIn(read, 'index.json'), textIn(read, 'a.json')]).toEqual(['{"sequence":3}', 'new']);
  expect(read?.has('b.json')).toBe(false);
  expect(await askings()).toBe(before);
});

test('of an edition that is too large for a word, and of what came before the word, all is asked for', async () => {
  const large = randomBytes(300_000).toString('hex');
  await publisher.publish({ sequence: 1 }, await filesOf(1, { 'a.json': 'one' }));
  await feed.read(never);
  await publisher.publish({ sequence: 2 }, await filesOf(2, { 'a.json': large }));
  await feed.changed(never);
  const second = await feed.read(never);
  for (let sequence = 3; sequence < 40; sequence += 1) {
    await publisher.publish(
      { sequence },
      await filesOf(sequence, { [`file-${sequence}.json`]: 'new' }),
    );
  }
  await feed.changed(never);
  const last = await feed.read(never);

  expect(textIn(second, 'a.json')).toBe(large);
  expect([...(last?.keys() ?? [])].toSorted()).toEqual(['file-39.json', 'index.json']);
});

test('who waits a hundred times leaves nothing at the signal of the service', async () => {
  const { signal } = new AbortController();
  for (let sequence = 1; sequence <= 100; sequence += 1) {
    await publisher.publish({ sequence }, await filesOf(sequence, {}));
    await feed.changed(signal);
    await feed.read(signal);
  }

  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('of an edition that is not complete yet the files of the one before stay', async () => {
  await publisher.publish({ sequence: 1 }, await filesOf(1, { 'a.json': 'one', 'b.json': 'two' }));
  const another = new RedisPublisher(lease, connection);
  await another.publish({ sequence: 2, isPartial: true }, await filesOf(2, { 'a.json': 'new' }));
  const early = await feed.read(never);
  await another.publish({ sequence: 2 }, await filesOf(2, { 'a.json': 'new', 'c.json': 'three' }));
  const whole = await feed.read(never);

  expect([textIn(early, 'a.json'), textIn(early, 'b.json')]).toEqual(['new', 'two']);
  expect([...(whole?.keys() ?? [])].toSorted()).toEqual(['a.json', 'c.json', 'index.json']);
});

test('what was asked for before a connection was made again is asked for anew: another Redis may answer', async () => {
  await using gate = await RedisGate.before(redis.port);
  await using behind = await RedisFeed.open(addressOf(`${gate.url}?prefix=feed-${tests}`));
  await publisher.publish({ sequence: 1 }, await filesOf(1, {}));
  await behind.read(never);
  await publisher.publish({ sequence: 2 }, await filesOf(2, {}));
  const held = gate.holdAnswerTo('EVALSHA');
  const reading = behind.read(never);
  const letThrough = await held;
  // The other connection, which was cut.
  await vi.waitFor(() => behind.changed(never), { interval: 100 });
  letThrough();

  expect(textIn(await reading, 'index.json')).toBe('{"sequence":2}');
  expect(textIn(await behind.read(never), 'index.json')).toBe('{"sequence":2}');
  expect(await behind.read(never)).toBeNull();
});

test('a collector that was superseded shows nothing more', async () => {
  await publisher.publish({ sequence: 1 }, await filesOf(1, {}));
  await told(redis.port, 'DEL', `{feed-${tests}}:lease`);
  await using other = leaseOf();
  await other.take(0, never);
  const newer = new RedisPublisher(other, connection);
  await newer.publish({ sequence: 20_000 }, await filesOf(20_000, {}));

  await expect(publisher.publish({ sequence: 2 }, await filesOf(2, {}))).rejects.toThrow(
    SupersededError,
  );
  expect(textIn(await feed.read(never), 'index.json')).toBe('{"sequence":20000}');
});

test('an edition older than the one that is shown is refused, whoever has the lease', async () => {
  await publisher.publish({ sequence: 2 }, await filesOf(2, {}));
  const another = new RedisPublisher(lease, connection);

  await expect(another.publish({ sequence: 1 }, await filesOf(1, {}))).rejects.toThrow(StoreError);
  expect(textIn(await feed.read(never), 'index.json')).toBe('{"sequence":2}');
});

/** Bytes of memory that are kept for these files, which may be more than they have. */
function keptFor(files: EncodedFiles): number {
  const forms = [...files.values()].flatMap(({ identity, encoded }) => [
    ...(identity === null ? [] : [identity]),
    ...Object.values(encoded),
  ]);
  const buffers = new Set(forms.map(({ buffer }) => buffer));
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

test('files that last do not keep all that they came with', async () => {
  const large = (sequence: number) => encode(Buffer.alloc(200_000, sequence), 'plain');
  const files = new Map(await filesOf(1, {}));
  await publisher.publish({ sequence: 1 }, files);
  await feed.read(never);
  const kept: number[] = [];
  for (let sequence = 2; sequence <= 42; sequence += 1) {
    files.set('index.json', await encode(JSON.stringify({ sequence })));
    files.set('large.json', await large(sequence));
    files.set(`lasting-${sequence}.json`, await encode('{}', 'plain'));
    await publisher.publish({ sequence }, files);
    await feed.changed(never);
    const read = await feed.read(never);
    expect(read?.size).toBe(sequence + 1);
    kept.push(keptFor(read ?? new Map()));
  }

  expect(Math.max(...kept)).toBeLessThan(5_000_000);
});

test('a word that is damaged is told of, and what it is about is asked for instead', async () => {
  await publisher.publish({ sequence: 1 }, await filesOf(1, { 'a.json': 'one' }));
  await feed.read(never);
  await publisher.publish({ sequence: 2 }, await filesOf(2, { 'a.json': 'new' }));
  const editions = `{feed-${tests}}:editions`;
  await told(redis.port, 'DEL', editions);
  const damaged = ['sequence', '2', 'version', '2', 'changes', 'no changes'];
  // Behind those that were there.
  await told(redis.port, 'XADD', editions, `${Date.now() + 60_000}-0`, ...damaged);
  await feed.changed(never);

  await expect(feed.read(never)).rejects.toThrow('the word of an edition is damaged');
  expect(textIn(await feed.read(never), 'a.json')).toBe('new');
});
