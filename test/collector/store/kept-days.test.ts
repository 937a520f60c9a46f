import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DailyElement } from '../../../collector/snapshot/hour-readings.ts';
import { snapshotOf } from '../../../collector/snapshot/snapshot.ts';
import { PastObservations } from '../../../collector/store/past-observations.ts';
import { SqliteStore, storeFile } from '../../../collector/store/sqlite-store.ts';
import type { HistoryEntry } from '../../../collector/store/store.ts';
import { hours, type Instant, minutes } from '../../../collector/time/clock.ts';

const midnight = Date.parse('2026-11-26T00:00:00+09:00');

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  path = join(directory, storeFile);
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function open(at = path): SqliteStore {
  return new SqliteStore(at, (error) => {
    throw error;
  });
}

function entry(
  observedAt: Instant,
  value: number,
  element: DailyElement = 'temperature',
  quality: 'pass' | 'suspect' | 'fail' = 'pass',
): HistoryEntry {
  const judged = { value, quality, checks: ['range'], failed: [] } as const;
  return { station: '108', element, source: 'kma-aws', observedAt, ...judged };
}

async function daysOf(past: PastObservations, at: Instant) {
  return (await past.pastOf(snapshotOf([], at))).days;
}

/** Hours whose readings were asked for. */
function countReads(store: SqliteStore): () => number {
  const read = store.readings.bind(store);
  let count = 0;
  store.readings = (hour, element) => {
    if (element === undefined) count += 1;
    return read(hour, element);
  };
  return () => count;
}

test('a restart reads the readings of hours that may still change, and none of those before', async () => {
  const now = midnight + hours(21) + minutes(10);
  {
    await using store = open();
    await store.addHistory([entry(midnight + hours(3), 7), entry(midnight - hours(9), 2)], now);
    const past = new PastObservations(store);
    await daysOf(past, now);
    await past.keepDays();
  }
  await using store = open();
  const reads = countReads(store);
  const { today, yesterday } = await daysOf(new PastObservations(store), now);

  expect(reads()).toBe(24 - 17);
  expect(today.stations.get('108')?.high?.value).toBe(7);
  expect(yesterday.stations.get('108')?.high?.value).toBe(2);
});

test('a day is kept once while nothing of it changes', async () => {
  const now = midnight + hours(21) + minutes(10);
  await using store = open();
  await store.addHistory([entry(midnight + hours(3), 7)], now);
  const kept: number[] = [];
  const keep = store.keepDays.bind(store);
  store.keepDays = (days) => {
    kept.push(...days.map(({ begin }) => (begin - midnight) / hours(24)));
    return keep(days);
  };
  const past = new PastObservations(store);
  for (const at of [now, now + minutes(1), now + minutes(20), now + hours(1)]) {
    await daysOf(past, at);
    await past.keepDays();
    const late = [entry(at, 5)];
    await store.addHistory(late, at);
    past.heard(late);
  }

  expect(kept).toEqual([-1, 0, 0]);
});

test('an earlier version, which knows of no kept days, leaves none that is not true any more', async () => {
  const now = midnight + hours(21) + minutes(10);
  {
    await using store = open();
    await store.addHistory([entry(midnight + hours(3), 7)], now);
    const past = new PastObservations(store);
    await daysOf(past, now);
    await past.keepDays();
  }
  {
    using database = new DatabaseSync(path);
    database.exec(`INSERT OR REPLACE INTO reading (hour, element, source, readings)
      VALUES (${midnight / hours(1) + 3}, 'temperature', 'kma-aws', '{"108":[[0,11]]}')`);
  }
  await using store = open();

  const { today } = await daysOf(new PastObservations(store), now);
  expect(today.stations.get('108')?.high?.value).toBe(11);
});

test('a reading that was withdrawn before is none that changes a day', async () => {
  const now = midnight + hours(21) + minutes(10);
  await using store = open();
  const wrong = [entry(midnight + hours(3), 31)];
  await store.addHistory([...wrong, entry(midnight + hours(4), 7)], now);

  expect(await store.withdrawReadings(wrong)).toBe(true);
  expect(await store.withdrawReadings(wrong)).toBe(false);
});

test('whatever comes in, late, again, refused or withdrawn, and whenever it is started again: a kept day is what its readings say', async () => {
  const heard = fc.record({
    hour: fc.constantFrom(-24, -1, 0, 1, 9, 20),
    minute: fc.constantFrom(0, 1, 59),
    value: fc.integer({ min: -2, max: 4 }),
    element: fc.constantFrom('temperature', 'windSpeed', 'rainDay'),
    quality: fc.constantFrom('pass', 'pass', 'suspect', 'fail'),
    isWithdrawn: fc.boolean(),
  });
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: heard },
      { weight: 2, arbitrary: fc.constantFrom('restart', 'five hours pass', 'keep') },
    ),
    { maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const own = join(directory, `${Math.random()}.sqlite`);
      let store = open(own);
      let past = new PastObservations(store);
      let at = midnight + minutes(10);
      for (const step of all) {
        if (step === 'five hours pass') at = Math.min(at + hours(5), midnight + hours(23));
        else if (step === 'keep') await past.keepDays();
        else if (step === 'restart') {
          await store[Symbol.asyncDispose]();
          store = open(own);
          past = new PastObservations(store);
        } else {
          const { hour, minute, value, element, quality, isWithdrawn } = step;
          const observedAt = midnight + hours(hour) + minutes(minute);
          const entries = [entry(observedAt, value, element as DailyElement, quality)];
          await (isWithdrawn ? store.withdrawReadings(entries) : store.addHistory(entries, at));
          past.heard(entries);
        }
        await daysOf(past, at);
      }
      const kept = await daysOf(past, at);
      const restarted = await daysOf(new PastObservations(store), at);
      store.keptDay = async () => null;
      const anew = await daysOf(new PastObservations(store), at);
      expect(kept).toEqual(anew);
      expect(restarted).toEqual(anew);
      await store[Symbol.asyncDispose]();
    }),
    { numRuns: 80 },
  );
});
