import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareDatabase } from '../../../collector/store/sqlite-schema.ts';
import { SqliteStore } from '../../../collector/store/sqlite-store.ts';
import type { HistoryEntry } from '../../../collector/store/store.ts';

const hour = 3_600_000;
const observedAt = Date.parse('2026-11-23T15:00:00+09:00');
/** The tables of version 2, which had the history in order of stations. */
const schema = `
  CREATE TABLE state (
    part TEXT NOT NULL,
    saved INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (part, saved)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger (source TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE observation (
    station TEXT NOT NULL,
    hour INTEGER NOT NULL,
    element TEXT NOT NULL,
    source TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    value ANY NOT NULL,
    quality TEXT NOT NULL,
    PRIMARY KEY (station, hour, element, source)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX observation_by_hour ON observation (hour);
  CREATE TABLE sequence (
    only INTEGER PRIMARY KEY CHECK (only = 0),
    last INTEGER NOT NULL
  ) STRICT;
  INSERT INTO sequence VALUES (0, 41);
  PRAGMA user_version = 2;
`;

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  path = join(directory, 'nalssi.sqlite');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function open(): SqliteStore {
  return new SqliteStore(path, (error) => {
    throw error;
  });
}

/** Leaves a file with `stations` whose temperature in each of `hours` hours before is the station. */
function writeOld(stations: readonly string[], hours: number): void {
  using database = new DatabaseSync(path);
  database.exec(schema);
  const put = database.prepare(
    `INSERT INTO observation VALUES (?, ?, 'temperature', 'kma-map', ?, ?, 'pass')`,
  );
  database.exec('BEGIN');
  for (const station of stations) {
    for (let back = 0; back < hours; back += 1) {
      const at = observedAt - back * hour;
      put.run(station, Math.floor(at / hour), at, Number(station));
    }
  }
  database.exec('COMMIT');
}

function planOf(query: string): string {
  using database = new DatabaseSync(path);
  return database
    .prepare(`EXPLAIN QUERY PLAN ${query}`)
    .all()
    .map(({ detail }) => String(detail))
    .join();
}

test('the history in order of stations is put in order of hours with all it knew', async () => {
  writeOld(['90', '108', '159'], 48);
  for (const after of [41, 42]) {
    await using store = open();
    const history = await store.history('108', observedAt - 2 * hour);

    expect(history).toEqual(
      [2, 1, 0].map((back) => ({
        element: 'temperature',
        source: 'kma-map',
        observedAt: observedAt - back * hour,
        value: 108,
        quality: 'pass',
      })),
    );
    expect(await store.history('159', 0)).toHaveLength(48);
    expect(await store.nextSequence(0)).toBe(after + 1);
  }
  expect(planOf('SELECT * FROM observation WHERE hour < 5')).toMatch(/USING PRIMARY KEY \(hour</);
});

test('an hour that was half there goes on', async () => {
  writeOld(['108'], 1);
  await using store = open();
  const entry = (observedMinute: number, value: number): HistoryEntry => ({
    station: '108',
    element: 'temperature',
    source: 'kma-map',
    observedAt: observedAt + observedMinute * 60_000,
    value,
    quality: 'pass',
    checks: [],
    failed: [],
  });
  await store.addHistory([entry(10, 5), entry(70, 6)], observedAt + 2 * hour);

  expect((await store.history('108', observedAt)).map(({ value }) => value)).toEqual([108, 6]);
});

test('a disk without room for the new order leaves the old one, which is read as well', async () => {
  const stations = Array.from({ length: 60 }, (_, index) => String(100 + index));
  writeOld(stations, 48);
  {
    using database = new DatabaseSync(path);
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    prepareDatabase(database, () => undefined);

    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    expect(database.prepare('SELECT count(*) AS rows FROM observation').get()).toEqual({
      rows: 60 * 48,
    });
  }
  await using store = open();

  expect(await store.history('108', 0)).toHaveLength(48);
});
