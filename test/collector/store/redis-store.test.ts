import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { SupersededError } from '../../../collector/store/lease.ts';
import { type HistoryEvent, packEvent } from '../../../collector/store/redis/history-event.ts';
import { RedisStore } from '../../../collector/store/redis/redis-store.ts';
import { SqliteStore } from '../../../collector/store/sqlite-store.ts';
import type { Commit, HistoryEntry, Store } from '../../../collector/store/store.ts';
import { hours, minutes } from '../../../collector/time/clock.ts';
import { emptyLedger } from '../../../collector/transport/ledger.ts';
import { RedisConnection } from '../../../collector/transport/redis/redis-connection.ts';
import { addressOf, TestRedis, told } from '../../servers/redis.ts';

const never = new AbortController().signal;
const now = Date.parse('2026-11-27T12:00:00+09:00');
/** Long enough that none runs out by itself. */
const leaseLength = 60_000;

let redis: TestRedis;
let tests = 0;
let url = '';
const damage: unknown[] = [];

beforeAll(async () => {
  redis = await TestRedis.start();
});

afterAll(() => redis[Symbol.asyncDispose]());

beforeEach(() => {
  tests += 1;
  url = `${redis.url}?prefix=test-${tests}`;
  damage.length = 0;
});

interface Opened extends AsyncDisposable {
  readonly store: RedisStore;
}

async function open(length = leaseLength): Promise<Opened> {
  const connection = await RedisConnection.open(addressOf(url));
  await connection.connected(never);
  const onDamage = (error: unknown) => void damage.push(error);
  const store = new RedisStore({
    connection,
    onDamage,
    leaseLength: length,
    clock: { now: () => now },
  });
  return {
    store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await connection[Symbol.asyncDispose]();
    },
  };
}

async function lead({ store }: Opened, after = 0): Promise<void> {
  await store.lease.take(after, never);
  await store.takeOver(never);
}

const forgetLease = () => told(redis.port, 'DEL', `{test-${tests}}:lease`);

const entry = (
  observedAt: number,
  value: number,
  more: Partial<HistoryEntry> = {},
): HistoryEntry => ({
  station: '108',
  element: 'temperature',
  source: 'kma-map',
  observedAt,
  value,
  quality: 'pass',
  checks: ['range'],
  failed: [],
  ...more,
});

const change = (sequence: number, more: Partial<Commit> = {}): Commit => ({
  sequence,
  edition: { mode: 'live', changedAt: now, contentHash: `hash ${sequence}` },
  holdings: {},
  ledgers: {},
  entries: [],
  now,
  ...more,
});

async function historyOf(store: Store) {
  return {
    station: await store.history('108', now - hours(48)),
    temperatures: await store.temperatures(now - hours(1)),
    hourly: await store.hourly(now - hours(1)),
    readings: await store.readings(now - hours(1)),
  };
}

test('the collector that takes over has the state, the ledgers and the history of the one before', async () => {
  await using first = await open();
  await lead(first);
  const ledger = { ...emptyLedger(now), day: '2026-11-27', requests: 42 };
  const held = new Map([['108', { name: '서울', elements: {} }]]);
  const warnings = {
    asOf: now,
    warnings: [],
    kept: [],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  };
  await first.store.commit(
    change(7, { holdings: { 'kma-map': held }, ledgers: { 'kma-map': ledger }, warnings }),
  );
  const entries = [entry(now - minutes(60), 4), entry(now - minutes(30), 5.5)];
  await first.store.commit(change(8, { entries }));
  await first.store.lease.giveBack();
  await using second = await open();
  await lead(second);

  expect(await second.store.loadState()).toEqual({
    edition: { mode: 'live', changedAt: now, contentHash: 'hash 8' },
    holdings: { 'kma-map': held },
    warnings,
  });
  expect(await second.store.loadLedgers()).toEqual({ 'kma-map': ledger });
  expect(await historyOf(second.store)).toEqual(await historyOf(first.store));
  expect(damage).toEqual([]);
});

test('its history is that of a store of one machine', async () => {
  await using first = await open();
  await using second = await open();
  await using alone = new SqliteStore(':memory:', (error) => void damage.push(error));
  await lead(first);
  const batches = [
    [entry(now - minutes(60), 4), entry(now - minutes(55), 4.4, { quality: 'suspect' })],
    [entry(now - minutes(60), 3.9), entry(now - minutes(50), 4.1, { quality: 'fail' })],
    [entry(now - minutes(40), 2, { element: 'windSpeed', station: '159' })],
    [entry(now - minutes(45), 9), entry(now - minutes(58), 1, { element: 'rain' })],
  ];
  const wrong = [entry(now - minutes(45), 9)];
  for (const entries of batches) {
    await first.store.commit(change(1, { entries }));
    await alone.commit(change(1, { entries }));
    await second.store.catchUp(never);
  }
  for (const store of [first.store, alone]) {
    expect(await store.withdrawReadings(wrong)).toBe(true);
    await store.commit(change(2));
  }
  await second.store.catchUp(never);

  const told = await historyOf(alone);
  expect(told.station).not.toEqual([]);
  expect(await historyOf(first.store)).toEqual(told);
  expect(await historyOf(second.store)).toEqual(told);
});

test('what a collector wrote itself it does not read again', async () => {
  await using first = await open();
  await lead(first);
  // More than are read at once.
  for (let sequence = 1; sequence <= 30; sequence += 1) {
    await first.store.commit(change(sequence, { entries: [entry(now - minutes(sequence), 4)] }));
  }
  await told(redis.port, 'CONFIG', 'RESETSTAT');
  await first.store.catchUp(never);

  expect(await told(redis.port, 'INFO', 'commandstats')).toContain('cmdstat_xrange:calls=1,');
});

test('one that was superseded writes nothing, and says so', async () => {
  await using first = await open();
  await lead(first);
  await first.store.commit(change(1));
  // As if it had run out while the first stood still: by its own clock it holds.
  await forgetLease();
  await using second = await open();
  await lead(second);
  await second.store.commit(change(50_000));

  await expect(first.store.commit(change(2, { entries: [entry(now, 1)] }))).rejects.toThrow(
    SupersededError,
  );
  await expect(first.store.nextSequence(1)).rejects.toThrow(SupersededError);
  expect(first.store.lease.untilLost.aborted).toBe(true);
  expect((await second.store.loadState())?.edition.contentHash).toBe('hash 50000');
  await second.store.catchUp(never);
  expect(await second.store.history('108', 0)).toEqual([]);
});

test('a Redis that has lost what was written lately is given it again', async () => {
  await using first = await open();
  await lead(first);
  const ledger = { ...emptyLedger(now), day: '2026-11-27', requests: 42 };
  const entries = [entry(now - minutes(60), 4)];
  await first.store.commit(change(1, { ledgers: { 'kma-map': ledger }, entries }));
  await told(redis.port, 'FLUSHDB');
  await told(redis.port, 'CLIENT', 'KILL', 'TYPE', 'normal');
  await vi.waitFor(() => first.store.commit(change(2)), { interval: 100 });
  await forgetLease();
  await using second = await open();
  await lead(second);

  expect((await second.store.loadState())?.edition.contentHash).toBe('hash 2');
  expect(await second.store.loadLedgers()).toEqual({ 'kma-map': ledger });
  expect(await second.store.history('108', 0)).toEqual(await first.store.history('108', 0));
  expect(await second.store.history('108', 0)).toHaveLength(1);
});

test('no two epochs give out one sequence, and one that ended in order leaves no gap', async () => {
  await using first = await open();
  await lead(first, 41);
  const own = [await first.store.nextSequence(0), await first.store.nextSequence(100)];
  await first.store.lease.giveBack();
  await using second = await open();
  await lead(second);
  const afterEnd = await second.store.nextSequence(0);
  await forgetLease();
  await using third = await open();
  await lead(third);
  // Cut off it would go on so.
  const cutOff = Array.from({ length: 3 }, () => second.store.lease.numberAfter(afterEnd));

  expect(own).toEqual([42, 101]);
  expect(afterEnd).toBe(102);
  expect(await third.store.nextSequence(0)).toBeGreaterThan(Math.max(...cutOff));
});

/** Events as a collector packs them, written by anybody. */
async function write(...events: readonly HistoryEvent[]): Promise<void> {
  const connection = await RedisConnection.open(addressOf(url));
  await connection.connected(never);
  for (const event of events) {
    const packed = await packEvent(event);
    await connection.send('XADD', connection.key('history'), '*', 'event', packed);
  }
  await connection[Symbol.asyncDispose]();
}

const heard = (...entries: readonly HistoryEntry[]) => ({ kind: 'heard' as const, entries, now });

test('an event that no table takes is left out, and stops no collector', async () => {
  await write(heard(entry(now - minutes(30) + 0.5, 4)), heard(entry(now - minutes(20), 5)));
  await using first = await open();
  await lead(first);

  expect(await first.store.history('108', now - hours(48))).toMatchObject([{ value: 5 }]);
  expect(damage).toHaveLength(1);
});

test('the history has the stations that an answer can list, and those of its own hours', async () => {
  const station = (index: number, observedAt = now - minutes(10)) =>
    entry(observedAt, 4, { station: String(index) });
  const numbers = Array.from({ length: 1_500 }, (_, index) => index);
  await write(
    heard(station(9_001, now + hours(2)), station(9_002, now - hours(50))),
    heard(...numbers.map((number) => station(number))),
    heard(...numbers.map((number) => station(10_000 + number))),
  );
  await using first = await open();
  await lead(first);

  const kept = await first.store.temperatures(now - hours(1));
  expect(kept).toHaveLength(2_000);
  expect(await first.store.history('9001', 0)).toEqual([]);
  expect(await first.store.history('9002', 0)).toEqual([]);
});

test('an event with a time ahead of the clock does not forget the hours before', async () => {
  await write(heard(entry(now - hours(2), 4)), { ...heard(), now: now + hours(1_000) });
  await using first = await open();
  await lead(first);

  expect(await first.store.history('108', 0)).toHaveLength(1);
});

test('a history that may not be larger refuses what is too much, and keeps what it has', async () => {
  const damages: unknown[] = [];
  await using tables = new SqliteStore(':memory:', (error) => damages.push(error), 256 * 1024);
  const numbers = Array.from({ length: 10_000 }, (_, index) => index);
  const many = numbers.map((number) => entry(now, 4, { station: String(number) }));
  await tables.addHistory([entry(now, 4)], now);

  await expect(tables.addHistory(many, now)).rejects.toThrow(/full/);
  expect(await tables.temperatures(now)).toHaveLength(1);
});
