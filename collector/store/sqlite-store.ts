import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { PastTemperature } from '../snapshot/temperature-change.ts';
import type { SourceId } from '../sources/source-id.ts';
import { hours, type Instant } from '../time/clock.ts';
import {
  type HistoryEntry,
  historyRetention,
  type Store,
  type StoredState,
  StoreError,
} from './store.ts';
import { formatStoredState, parseStoredState } from './stored-state.ts';

/** A damaged newest snapshot must leave an older one to start from. */
const snapshotsKept = 5;

const schema = `
  CREATE TABLE IF NOT EXISTS snapshot (
    sequence INTEGER PRIMARY KEY,
    state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS history (
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
  CREATE INDEX IF NOT EXISTS history_by_hour ON history (hour);
`;

/** A store in one SQLite file, for one machine. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  #historyQuery: StatementSync | null = null;
  readonly #onDamage: (error: unknown) => void;

  /**
   * Opens or makes the file at `path` (`:memory:` for none). `onDamage` hears of a stored snapshot
   * that could not be read. Throws StoreError.
   */
  constructor(path: string, onDamage: (error: unknown) => void) {
    this.#onDamage = onDamage;
    this.#database = attempt(`open ${path}`, () => {
      if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
      const database = new DatabaseSync(path);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      database.exec('PRAGMA busy_timeout = 2000;');
      database.exec(schema);
      tryToWrite(database);
      return database;
    });
  }

  load(): StoredState | null {
    const rows = attempt('read the last snapshot', () =>
      this.#database.prepare('SELECT state FROM snapshot ORDER BY sequence DESC').all(),
    );
    for (const row of rows) {
      try {
        return parseStoredState(String(row['state']));
      } catch (error) {
        this.#onDamage(error);
      }
    }
    return null;
  }

  save(state: StoredState, entries: readonly HistoryEntry[], now: Instant): void {
    attempt('write the snapshot', () => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        this.#write(state, entries, now);
        this.#database.exec('COMMIT');
      } catch (error) {
        this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #write(state: StoredState, entries: readonly HistoryEntry[], now: Instant): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO snapshot (sequence, state) VALUES (?, ?)')
      .run(state.sequence, formatStoredState(state));
    this.#database
      .prepare('DELETE FROM snapshot WHERE sequence <= ? OR sequence > ?')
      .run(state.sequence - snapshotsKept, state.sequence);
    // Minute data would fill the disk: of each hour the first value stays, which is the hour's own
    // where the upstream is asked in time. The same time again is an amendment.
    const insert = this.#database.prepare(
      `INSERT INTO history (station, element, source, hour, observed_at, value, quality, checks, failed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         observed_at = excluded.observed_at, value = excluded.value, quality = excluded.quality,
         checks = excluded.checks, failed = excluded.failed
       WHERE excluded.observed_at <= history.observed_at`,
    );
    for (const { station, element, observedAt, source, ...judged } of entries) {
      insert.run(
        station,
        element,
        source,
        hourOf(observedAt),
        observedAt,
        judged.value,
        judged.quality,
        JSON.stringify(judged.checks),
        JSON.stringify(judged.failed),
      );
    }
    this.#database
      .prepare('DELETE FROM history WHERE hour < ?')
      .run(hourOf(now - historyRetention));
  }

  history(station: string, since: Instant): HistoryEntry[] {
    const rows = attempt('read the history', () => {
      this.#historyQuery ??= this.#database.prepare(
        `SELECT station, element, source, observed_at, value, quality, checks, failed
         FROM history WHERE station = ? AND observed_at >= ? ORDER BY observed_at`,
      );
      return this.#historyQuery.all(station, since);
    });
    return rows.map(entryOf);
  }

  temperatures(hour: Instant): PastTemperature[] {
    const rows = attempt('read the temperatures of an hour', () =>
      this.#database
        .prepare(
          `SELECT station, source, observed_at, value FROM history
           WHERE hour = ? AND element = 'temperature' AND quality <> 'fail'`,
        )
        .all(hourOf(hour)),
    );
    return rows.map((row) => ({
      station: String(row['station']),
      source: String(row['source']) as SourceId,
      observedAt: Number(row['observed_at']),
      value: Number(row['value']),
    }));
  }

  close(): void {
    this.#database.close();
  }
}

/** A file that can only be read opens as well. A disk that is full may have room again. */
function tryToWrite(database: DatabaseSync): void {
  const diskFull = 13;
  try {
    database.exec('PRAGMA user_version = 1;');
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && error.errcode === diskFull)) throw error;
  }
}

/**
 * A row of the history as we wrote it. The table is STRICT and only we write it; parsing hundreds of
 * thousands of rows by schema would hold up every request.
 */
function entryOf(row: Record<string, SQLOutputValue>): HistoryEntry {
  return {
    station: String(row['station']),
    element: String(row['element']),
    source: String(row['source']),
    observedAt: Number(row['observed_at']),
    value: row['value'],
    quality: String(row['quality']),
    checks: JSON.parse(String(row['checks'])),
    failed: JSON.parse(String(row['failed'])),
  } as HistoryEntry;
}

function hourOf(instant: Instant): number {
  return Math.floor(instant / hours(1));
}

function attempt<Result>(what: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The store could not ${what}: ${reason}`, { cause: error });
  }
}
