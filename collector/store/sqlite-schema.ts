import { DatabaseSync } from 'node:sqlite';
import { parseWholeState } from './stored-state.ts';

/*
 * Rows that are written together lie together: those of an hour stand in a row of pages at the end,
 * for 740 stations 0.9 MB an hour in the log and as much at the checkpoint. An order by station first
 * touched a page for each station, 17 MB. A station's past is a look into each of its 48 hours.
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
    hour INTEGER NOT NULL,
    station TEXT NOT NULL,
    element TEXT NOT NULL,
    source TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    value ANY NOT NULL,
    quality TEXT NOT NULL,
    PRIMARY KEY (hour, station, element, source)
  ) STRICT, WITHOUT ROWID;
`;

/** Since version 4: where there was no room for it, a day is made of the history alone. */
const readingSchema = `
  CREATE TABLE IF NOT EXISTS reading (
    hour INTEGER NOT NULL,
    element TEXT NOT NULL,
    source TEXT NOT NULL,
    readings TEXT NOT NULL,
    PRIMARY KEY (hour, element, source)
  ) STRICT;
`;

/** Since version 5. A trigger, so that earlier versions of nalssi, which know nothing of it, keep it true too. */
const daySchema = `
  CREATE TABLE IF NOT EXISTS day (
    begin INTEGER PRIMARY KEY,
    until INTEGER NOT NULL,
    stations TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS reading_changes_day AFTER INSERT ON reading BEGIN
    DELETE FROM day WHERE begin <= NEW.hour AND until > NEW.hour;
  END;
`;

/** Of the tables as they stand here, in the file's `user_version`. */
const schemaVersion = 5;

/** Makes the tables, and takes over what earlier versions left in others. Throws what SQLite says. */
export function prepareDatabase(database: DatabaseSync, onDamage: (error: unknown) => void): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  database.exec('PRAGMA busy_timeout = 2000;');
  database.exec(schema);
  tryToWrite(database);
  if (has(database, 'snapshot') && has(database, 'history')) {
    allOrNothing(database, () => takeOverVersion1(database, onDamage));
  }
}

/**
 * A file that can only be read opens as well, and a disk that is full may have room again: until the
 * next start the history stays in the order it has, in which it can be read too.
 */
function tryToWrite(database: DatabaseSync): void {
  const diskFull = 13;
  try {
    allOrNothing(database, () => {
      orderByHour(database);
      database.exec(readingSchema);
      database.exec(daySchema);
      database.exec(`PRAGMA user_version = ${schemaVersion};`);
    });
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && error.errcode === diskFull)) throw error;
  }
}

/** From now on what would make the file larger than `bytes` is refused, as by a full disk. */
export function limitSize(database: DatabaseSync, bytes: number): void {
  const page = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  database.exec(`PRAGMA max_page_count = ${Math.floor(bytes / page)};`);
}

/** Does something in a transaction, which it ends whatever happens. */
export function allOrNothing<Result>(database: DatabaseSync, action: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = action();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Never throws: what went wrong before is what has to be told. */
function rollBack(database: DatabaseSync): void {
  try {
    // A full disk has ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // The next transaction says whether the store works again.
  }
}

/** Until version 2 of the tables the history was in order of stations, with an index by hour. */
function orderByHour(database: DatabaseSync): void {
  if (!has(database, 'observation_by_hour')) return;
  database.exec(`
    DROP INDEX observation_by_hour;
    ALTER TABLE observation RENAME TO observation_by_station;
    ${schema}
    INSERT INTO observation (station, hour, element, source, observed_at, value, quality)
      SELECT station, hour, element, source, observed_at, value, quality FROM observation_by_station;
    DROP TABLE observation_by_station;
  `);
}

function takeOverVersion1(database: DatabaseSync, onDamage: (error: unknown) => void): void {
  takeOverState(database, onDamage);
  database.exec(`
    INSERT OR IGNORE INTO observation (station, hour, element, source, observed_at, value, quality)
      SELECT station, hour, element, source, observed_at, value, quality FROM history;
    DROP TABLE history;
    DROP TABLE snapshot;
  `);
}

/**
 * Whether the file at `path` has a trigger or a view that is not ours, or a table or an index that reckons
 * (`CHECK`, a column that is generated, an expression): whoever made it has them run by what we write and read,
 * without end. Throws what SQLite says where it is no database. A version that changes one of
 * ours has to know the old one here as well, or it refuses what it stored before.
 */
export function hasForeignCode(path: string): boolean {
  const codeIn = (database: DatabaseSync) =>
    database
      .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL')
      .all()
      .map((row) => String(row['sql']));
  using ours = new DatabaseSync(':memory:');
  ours.exec(readingSchema + daySchema);
  const known = codeIn(ours);
  using theirs = new DatabaseSync(path);
  return codeIn(theirs).some((code) => !known.includes(code) && !isPlainList(code));
}

/** A table or an index of columns alone: what could be reckoned stands in brackets, and no others are left. */
function isPlainList(code: string): boolean {
  const list = code
    .replace(/\bCHECK \(only = 0\)/, '')
    .replace(/^CREATE (?:TABLE|(?:UNIQUE )?INDEX "?\w+"? ON) "?\w+"?\s*\(/i, '')
    .replaceAll(/\bKEY\s*\([\w\s,]*\)/gi, '');
  return !/^CREATE /i.test(list) && /^[\w\s,")]*$/.test(list);
}

/** Whether there is a table or an index of that name. */
export function has(database: DatabaseSync, name: string): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
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
