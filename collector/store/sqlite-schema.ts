import type { DatabaseSync } from 'node:sqlite';
import { parseWholeState } from './stored-state.ts';

/*
 * Rows that are written together lie together: an hour of a station is one page, where an order by
 * element and source touched a page for each value, 48 MB at each full hour with 740 stations.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS state (
    part TEXT NOT NULL,
    saved INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (part, saved)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ledger (
    source TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sequence (
    only INTEGER PRIMARY KEY CHECK (only = 0),
    last INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS observation (
    station TEXT NOT NULL,
    hour INTEGER NOT NULL,
    element TEXT NOT NULL,
    source TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    value ANY NOT NULL,
    quality TEXT NOT NULL,
    PRIMARY KEY (station, hour, element, source)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS observation_by_hour ON observation (hour);
`;

/** Makes the tables, and takes over what version 1.0 left in others. */
export function prepareDatabase(database: DatabaseSync, onDamage: (error: unknown) => void): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  database.exec('PRAGMA busy_timeout = 2000;');
  database.exec(schema);
  tryToWrite(database);
  const old = database.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('snapshot', 'history')`,
  );
  if (old.all().length < 2) return;
  database.exec('BEGIN IMMEDIATE');
  takeOverState(database, onDamage);
  database.exec(`
    INSERT OR IGNORE INTO observation
      SELECT station, hour, element, source, observed_at, value, quality FROM history;
    DROP TABLE history;
    DROP TABLE snapshot;
    COMMIT;
  `);
}

/** A file that can only be read opens as well. A disk that is full may have room again. */
function tryToWrite(database: DatabaseSync): void {
  const diskFull = 13;
  try {
    database.exec('PRAGMA user_version = 2;');
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && error.errcode === diskFull)) throw error;
  }
}

function takeOverState(database: DatabaseSync, onDamage: (error: unknown) => void): void {
  const put = database.prepare(
    'INSERT OR REPLACE INTO state (part, saved, value) VALUES (?, 1, ?)',
  );
  const putLedger = database.prepare('INSERT OR REPLACE INTO ledger (source, value) VALUES (?, ?)');
  for (const row of database.prepare('SELECT state FROM snapshot ORDER BY sequence DESC').all()) {
    try {
      const { sequence, mode, changedAt, contentHash, holdings, ledgers, warnings } =
        parseWholeState(String(row['state']));
      put.run('edition', JSON.stringify({ mode, changedAt, contentHash }));
      put.run('warnings', JSON.stringify(warnings));
      for (const [source, held] of Object.entries(holdings)) {
        put.run(`holdings ${source}`, JSON.stringify(Object.fromEntries(held)));
      }
      for (const [source, ledger] of Object.entries(ledgers)) {
        putLedger.run(source, JSON.stringify(ledger));
      }
      database.prepare('INSERT OR REPLACE INTO sequence VALUES (0, ?)').run(sequence);
      return;
    } catch (error) {
      onDamage(error);
    }
  }
}
