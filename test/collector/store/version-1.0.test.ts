import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteStore } from '../../../collector/store/sqlite-store.ts';
import { emptyLedger } from '../../../collector/transport/ledger.ts';

const observedAt = Date.parse('2026-11-23T15:00:00+09:00');
/** The tables of version 1.0, as it made them. */
const schema = `
  CREATE TABLE snapshot (sequence INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE history (
    station TEXT NOT NULL,
    element TEXT NOT NULL,
    source TEXT NOT NULL,
    hour INTEGER NOT NULL,
    observed_at INTEGER NOT NULL,
    value ANY NOT NULL,
    quality TEXT NOT NULL,
    checks TEXT NOT NULL,
    failed TEXT NOT NULL,
    PRIMARY KEY (station, element, source, hour)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX history_by_hour ON history (hour);
`;

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  path = join(directory, 'nalssi.sqlite');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** Leaves a file as version 1.0 would have; `newest` is the state it wrote last. */
function writeOld(newest: (state: object) => string): void {
  using database = new DatabaseSync(path);
  database.exec(schema);
  const state = {
    mode: 'live',
    changedAt: observedAt,
    contentHash: 'abc',
    holdings: {},
    ledgers: { 'kma-map': { ...emptyLedger(observedAt), day: '2026-11-23', requests: 42 } },
    warnings: null,
  };
  const put = database.prepare('INSERT INTO snapshot VALUES (?, ?)');
  put.run(6, JSON.stringify({ ...state, sequence: 6 }));
  put.run(7, newest({ ...state, sequence: 7 }));
  database
    .prepare('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      '108',
      'temperature',
      'kma-map',
      Math.floor(observedAt / 3_600_000),
      observedAt,
      3.4,
      'pass',
      '["range"]',
      '[]',
    );
}

test('the store of version 1.0 is taken over with all it knew, once and for all', async () => {
  writeOld(JSON.stringify);
  const damage: unknown[] = [];
  for (const after of [7, 8]) {
    await using store = new SqliteStore(path, (error) => damage.push(error));

    expect((await store.loadState())?.edition).toEqual({
      mode: 'live',
      changedAt: observedAt,
      contentHash: 'abc',
    });
    expect((await store.loadLedgers())['kma-map']).toMatchObject({ requests: 42 });
    expect(await store.history('108', observedAt)).toEqual([
      { element: 'temperature', source: 'kma-map', observedAt, value: 3.4, quality: 'pass' },
    ]);
    expect(await store.nextSequence(0)).toBe(after + 1);
  }
  expect(damage).toEqual([]);
});

test('a newest state of version 1.0 that is damaged leaves the one before', async () => {
  writeOld(() => '{"mode":');
  const damage: unknown[] = [];
  await using store = new SqliteStore(path, (error) => damage.push(error));

  expect((await store.loadState())?.edition.contentHash).toBe('abc');
  expect(await store.nextSequence(0)).toBe(7);
  expect(damage).toHaveLength(1);
});
