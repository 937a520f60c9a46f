import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DaySummary } from '../../../collector/snapshot/day-summary.ts';
import { snapshotOf } from '../../../collector/snapshot/snapshot.ts';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { PastObservations } from '../../../collector/store/past-observations.ts';
import { SqliteStore, storeFile } from '../../../collector/store/sqlite-store.ts';
import type { HistoryEntry } from '../../../collector/store/store.ts';
import { hours, type Instant, minutes } from '../../../collector/time/clock.ts';

const midnight = Date.parse('2026-11-26T00:00:00+09:00');
const now = midnight + hours(21) + minutes(10);

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function open(path = join(directory, storeFile)): SqliteStore {
  return new SqliteStore(path, (error) => {
    throw error;
  });
}

interface Heard {
  readonly element?: 'temperature' | 'windSpeed' | 'rainDay' | 'rain';
  readonly source?: SourceId;
  readonly station?: string;
  readonly quality?: 'pass' | 'suspect' | 'fail';
}

function entry(observedAt: Instant, value: number, heard: Heard = {}): HistoryEntry {
  return {
    station: '108',
    element: 'temperature',
    source: 'kma-aws',
    quality: 'pass',
    checks: ['range'],
    failed: [],
    ...heard,
    observedAt,
    value,
  };
}

/** A day as it is told: values and minutes after its midnight. */
function told(day: DaySummary | undefined, begin: Instant) {
  const one = (value: DaySummary['high']) =>
    value === null ? null : [value.value, (value.observedAt - begin) / minutes(1)];
  return (
    day && { high: one(day.high), low: one(day.low), wind: one(day.wind), rain: one(day.rain) }
  );
}

async function daysOf(past: PastObservations, at = now) {
  const { today, yesterday } = (await past.pastOf(snapshotOf([], at))).days;
  return {
    today: told(today.stations.get('108'), today.begin),
    yesterday: told(yesterday.stations.get('108'), yesterday.begin),
  };
}

describe('the days of a station', () => {
  test('are of every reading, and not of one an hour', async () => {
    await using store = open();
    const at = midnight + hours(14);
    await store.addHistory([entry(at, 9), entry(at + minutes(5), 9.6)], now);
    await store.addHistory([entry(at + minutes(10), 9.1)], now);

    expect(await daysOf(new PastObservations(store))).toEqual({
      today: { high: [9.6, 14 * 60 + 5], low: [9, 14 * 60], wind: null, rain: null },
      yesterday: undefined,
    });
  });

  test('part at midnight: a temperature begins a day, wind and rain end one', async () => {
    await using store = open();
    const wind = { element: 'windSpeed' } as const;
    const rain = { element: 'rainDay' } as const;
    const ends = [entry(midnight, 5), entry(midnight, 7, wind), entry(midnight, 12.5, rain)];
    await store.addHistory([...ends, entry(midnight + minutes(1), 0, rain)], now);

    expect(await daysOf(new PastObservations(store))).toEqual({
      today: { high: [5, 0], low: [5, 0], wind: null, rain: [0, 1] },
      yesterday: { high: null, low: null, wind: [7, 24 * 60], rain: [12.5, 24 * 60] },
    });
  });

  test('are those of an earlier version where it left nothing but a value an hour', async () => {
    {
      await using store = open();
      const at = midnight + hours(3);
      await store.addHistory(
        [entry(at, 2), entry(at + hours(1), 1), entry(at + hours(2), 70, { quality: 'fail' })],
        now,
      );
    }
    {
      using database = new DatabaseSync(join(directory, storeFile));
      database.exec('DROP TABLE reading');
    }
    await using store = open();

    expect((await daysOf(new PastObservations(store))).today).toMatchObject({
      high: [2, 180],
      low: [1, 240],
    });
  });

  test('are without a reading that is withdrawn, after a restart too', async () => {
    const [wrong, right] = [entry(midnight + hours(9), 31), entry(midnight + hours(10), 8)];
    {
      await using store = open();
      const past = new PastObservations(store);
      await store.addHistory([wrong, right], now);
      past.heard([wrong, right]);

      expect((await daysOf(past)).today?.high).toEqual([31, 540]);

      await store.withdrawReadings([wrong]);
      past.heard([wrong]);

      expect((await daysOf(past)).today?.high).toEqual([8, 600]);
    }
    await using store = open();

    expect((await daysOf(new PastObservations(store))).today?.high).toEqual([8, 600]);
    expect((await store.history('108', 0)).map(({ value }) => value)).toEqual([31, 8]);
  });
});

/** What the last word on each minute makes of the days, said plainly. */
function plainDays(heard: readonly HistoryEntry[]) {
  const last = new Map(
    heard.map((one) => [`${one.element} ${one.source} ${one.observedAt}`, one] as const),
  );
  const dayOf = (begin: Instant) => {
    const of = (element: HistoryEntry['element'], from: number) =>
      [...last.values()]
        .filter((one) => one.element === element && one.quality !== 'fail')
        .map(({ value, observedAt }) => ({
          value: Number(value),
          minute: (observedAt - begin) / minutes(1),
        }))
        .filter(({ minute }) => minute >= from && minute < 24 * 60 + from);
    const first = (
      values: ReturnType<typeof of>,
      order: (a: { value: number; minute: number }, b: { value: number; minute: number }) => number,
    ) => {
      const [one] = values.toSorted((a, b) => order(a, b) || a.minute - b.minute);
      return one === undefined ? null : [one.value, one.minute];
    };
    const temperatures = of('temperature', 0);
    const winds = of('windSpeed', 1);
    const sums = of('rainDay', 1);
    if (temperatures.length + winds.length + sums.length === 0) return undefined;
    return {
      high: first(temperatures, (a, b) => b.value - a.value),
      low: first(temperatures, (a, b) => a.value - b.value),
      wind: first(winds, (a, b) => b.value - a.value),
      rain: first(sums, (a, b) => b.minute - a.minute || b.value - a.value),
    };
  };
  return { today: dayOf(midnight), yesterday: dayOf(midnight - hours(24)) };
}

test('whatever order readings come in, however often, corrected or refused later, with restarts in between: the day is what was said last of each minute', async () => {
  // Few minutes and hours, around midnight, so that readings meet.
  const heard = fc.record({
    hour: fc.constantFrom(-24, -23, -1, 0, 1, 20),
    minute: fc.constantFrom(0, 1, 5, 59),
    value: fc.integer({ min: -2, max: 4 }),
    element: fc.constantFrom('temperature', 'windSpeed', 'rainDay'),
    source: fc.constantFrom<SourceId>('kma-aws', 'kma-map'),
    quality: fc.constantFrom('pass', 'pass', 'suspect', 'fail'),
  });
  const steps = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.array(heard, { minLength: 1, maxLength: 5 }) },
      { weight: 1, arbitrary: fc.constant('restart' as const) },
      { weight: 2, arbitrary: fc.constant('five hours pass' as const) },
    ),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const path = join(directory, `${Math.random()}.sqlite`);
      let store = open(path);
      let past = new PastObservations(store);
      const said: HistoryEntry[] = [];
      let at = midnight + minutes(10);
      for (const step of all) {
        if (step === 'five hours pass') {
          at = Math.min(at + hours(5), midnight + hours(23));
          continue;
        }
        if (step === 'restart') {
          await store[Symbol.asyncDispose]();
          store = open(path);
          past = new PastObservations(store);
          continue;
        }
        const entries = step.map(({ hour, minute, value, ...how }) =>
          entry(midnight + hours(hour) + minutes(minute), value, how as Heard),
        );
        await store.addHistory(entries, at);
        past.heard(entries);
        said.push(...entries);
        await daysOf(past, at);
      }
      expect(await daysOf(past, at)).toEqual(plainDays(said));
      await store[Symbol.asyncDispose]();
    }),
    { numRuns: 60 },
  );
});

describe('the last 24 hours', () => {
  async function hourly(entries: readonly HistoryEntry[]) {
    await using store = open();
    await store.addHistory(entries, now);
    const hourly = await new PastObservations(store).hourlyUntil(now);
    return hourly.map(({ hour, temperature, rain }) => ({
      hour: (hour - midnight) / hours(1),
      temperature: temperature.values.get('108') ?? null,
      isSuspect: temperature.suspect.has('108'),
      rain: rain.values.get('108') ?? null,
    }));
  }

  test('end with the hour before until there is something of the present one', async () => {
    const before = await hourly([entry(midnight + hours(20), 5)]);
    const after = await hourly([entry(midnight + hours(21), 4.5)]);

    expect([before.length, after.length]).toEqual([24, 24]);
    expect(before.at(-1)).toMatchObject({ hour: 20, temperature: 5 });
    expect(after.at(-1)).toMatchObject({ hour: 21, temperature: 4.5 });
    expect(after[0]?.hour).toBe(-2);
  });

  test('are the same list while nothing is new, and another when something is', async () => {
    await using store = open();
    await store.addHistory([entry(midnight + hours(20), 5)], now);
    const past = new PastObservations(store);
    const first = await past.hourlyUntil(now);
    const again = await past.hourlyUntil(now + minutes(1));
    const news = [entry(midnight + hours(21), 4.5)];
    await store.addHistory(news, now);
    past.heard(news);

    expect(again).toBe(first);
    expect(await past.hourlyUntil(now)).not.toBe(first);
  });

  test('have the first value of each hour of the source that is trusted most', async () => {
    const at = midnight + hours(20);
    const values = await hourly([
      entry(at, 5),
      entry(at + minutes(5), 4.9),
      entry(at, 5.2, { source: 'kma-map' }),
      entry(at - hours(1), 6, { quality: 'suspect' }),
      entry(at - hours(2), 60, { quality: 'fail' }),
      entry(at, 0.5, { element: 'rain' }),
    ]);

    expect(values.slice(-3)).toEqual([
      { hour: 18, temperature: null, isSuspect: false, rain: null },
      { hour: 19, temperature: 6, isSuspect: true, rain: null },
      { hour: 20, temperature: 5.2, isSuspect: false, rain: 0.5 },
    ]);
  });
});
