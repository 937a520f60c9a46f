import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SourceHoldings } from '../snapshot/holdings.ts';
import type { DailyElement } from '../snapshot/hour-readings.ts';
import type { PastTemperature } from '../snapshot/temperature-change.ts';
import { type SourceId, sourceIds } from '../sources/source-id.ts';
import { hours, type Instant } from '../time/clock.ts';
import type { Ledger } from '../transport/ledger.ts';
import { makeFolder } from './make-folder.ts';
import { makePrivate } from './private-file.ts';
import { attempt } from './sqlite-attempt.ts';
import { DayTable } from './sqlite-days.ts';
import { ReadingTable } from './sqlite-readings.ts';
import { listsOf } from './sqlite-rows.ts';
import { allOrNothing, has, limitSize, prepareDatabase } from './sqlite-schema.ts';
import {
  type Commit,
  type DayUntil,
  type HistoryEntry,
  type HistoryValue,
  type HourlyValue,
  historyRetention,
  type StateChange,
  type Store,
  type StoredReading,
  type StoredReadings,
  type StoredState,
} from './store.ts';
import {
  formatHoldings,
  parseEdition,
  parseHoldings,
  parseLedger,
  parseWarnings,
} from './stored-state.ts';

/** In the data directory. */
export const storeFile = 'nalssi.sqlite';

/** A damaged newest value must leave an older one to start from. */
const versionsKept = 2;

/** A store in one SQLite file, for one machine. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #onDamage: (error: unknown) => void;
  readonly #statements = new Map<string, StatementSync>();
  readonly #readings: ReadingTable;
  readonly #days: DayTable;

  /**
   * Opens or makes the file at `path` (`:memory:` for none). `onDamage` hears of a stored value that
   * could not be read. Nothing is written that would make it larger than `mostBytes`. Throws StoreError.
   */
  constructor(path: string, onDamage: (error: unknown) => void, mostBytes?: number) {
    this.#onDamage = onDamage;
    this.#database = attempt(`open ${path}`, () => {
      if (path !== ':memory:') {
        makeFolder(dirname(path));
        makePrivate(path);
      }
      const database = new DatabaseSync(path);
      prepareDatabase(database, onDamage);
      if (mostBytes !== undefined) limitSize(database, mostBytes);
      return database;
    });
    const prepare = (sql: string) => this.#prepare(sql);
    const partsOf = (table: string) => ({
      prepare,
      isThere: has(this.#database, table),
      onDamage,
    });
    this.#readings = new ReadingTable(partsOf('reading'));
    this.#days = new DayTable(partsOf('day'));
  }

  async loadState(): Promise<StoredState | null> {
    return attempt('read the last state', () => {
      const edition = this.#newest('edition', parseEdition);
      if (edition === null) return null;
      const holdings = sourceIds.flatMap((source): [SourceId, SourceHoldings][] => {
        const held = this.#newest(`holdings ${source}`, parseHoldings);
        return held === null ? [] : [[source, held]];
      });
      const warnings = this.#newest('warnings', parseWarnings);
      return { edition, holdings: Object.fromEntries(holdings), warnings };
    });
  }

  async commit({ ledgers, entries, now, ...state }: Commit): Promise<void> {
    this.#transact('write what was heard', () => {
      this.#writeLedgers(ledgers);
      this.#writeHistory(entries, now);
      this.#writeState(state);
    });
  }

  /**
   * Adds values, and the readings that days are made of; forgets those that are older than
   * `historyRetention` at `now`.
   */
  async addHistory(entries: readonly HistoryEntry[], now: Instant): Promise<void> {
    this.#transact('write the history', () => this.#writeHistory(entries, now));
  }

  #writeState({ edition, holdings, warnings }: StateChange): void {
    this.#put('edition', JSON.stringify(edition));
    for (const [source, held] of Object.entries(holdings)) {
      this.#put(`holdings ${source}`, formatHoldings(held as SourceHoldings));
    }
    if (warnings !== undefined) this.#put('warnings', JSON.stringify(warnings));
  }

  #writeHistory(entries: readonly HistoryEntry[], now: Instant): void {
    // Minute data would fill the disk: of each hour the first value stays, which is the hour's own
    // where the upstream is asked in time. The same time again is an amendment.
    const statement =
      this.#prepare(`INSERT INTO observation (station, hour, element, source, observed_at, value, quality)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         observed_at = excluded.observed_at, value = excluded.value, quality = excluded.quality
       WHERE excluded.observed_at < observation.observed_at
         OR (excluded.observed_at = observation.observed_at
           AND (excluded.value, excluded.quality) IS NOT (observation.value, observation.quality))`);
    for (const { station, element, source, observedAt, value, quality } of entries) {
      const hour = hourOf(observedAt);
      statement.run(station, hour, element, source, observedAt, value, quality);
    }
    this.#prepare('DELETE FROM observation WHERE hour < ?').run(hourOf(now - historyRetention));
    this.#readings.add(entries);
    this.#readings.forgetBefore(now - historyRetention);
    this.#days.forgetBefore(now - historyRetention);
  }

  async history(station: string, since: Instant): Promise<HistoryValue[]> {
    const rows = attempt('read the history', () =>
      listsOf(
        // Hour by hour, because the table is in order of hours: a millisecond.
        this.#prepare(
          `WITH RECURSIVE hours (hour) AS (
             SELECT min(hour) FROM observation WHERE hour >= ?
             UNION ALL
             SELECT (SELECT min(hour) FROM observation WHERE hour > hours.hour)
             FROM hours WHERE hour IS NOT NULL
           )
           SELECT element, source, observed_at, value, quality
           FROM hours CROSS JOIN observation USING (hour)
           WHERE station = ? AND observed_at >= ?
           ORDER BY observed_at`,
        ),
        [hourOf(since), station, since],
      ),
    );
    // As we wrote them: the table is strict and only we write it. Parsing hundreds of thousands of
    // rows by schema would hold up every request.
    return rows.map(
      ([element, source, observedAt, value, quality]) =>
        ({ element, source, observedAt, value, quality }) as HistoryValue,
    );
  }

  async temperatures(hour: Instant): Promise<PastTemperature[]> {
    const rows = attempt('read the temperatures of an hour', () =>
      this.#prepare(
        `SELECT station, source, observed_at AS observedAt, value FROM observation
         WHERE hour = ? AND element = 'temperature' AND quality <> 'fail'`,
      ).all(hourOf(hour)),
    );
    return rows as unknown as PastTemperature[];
  }

  async hourly(hour: Instant): Promise<HourlyValue[]> {
    const rows = attempt('read the values of an hour', () =>
      this.#prepare(
        `SELECT station, element, source, value, quality FROM observation
         WHERE hour = ? AND element IN ('temperature', 'rain') AND quality <> 'fail'`,
      ).all(hourOf(hour)),
    );
    return rows as unknown as HourlyValue[];
  }

  async readings(hour: Instant, element?: DailyElement): Promise<StoredReadings[]> {
    return attempt('read the readings of an hour', () => this.#readings.of(hour, element));
  }

  async withdrawReadings(readings: readonly StoredReading[]): Promise<boolean> {
    return this.#transact('withdraw readings', () => this.#readings.remove(readings));
  }

  async keptDay(begin: Instant): Promise<DayUntil | null> {
    return attempt('read what a day was', () => this.#days.of(begin));
  }

  async keepDays(days: readonly DayUntil[]): Promise<void> {
    this.#transact('write what days were', () => {
      for (const day of days) this.#days.keep(day);
    });
  }

  async loadLedgers(): Promise<Partial<Record<SourceId, Ledger>>> {
    return attempt('read what the sources have cost', () => {
      const rows = this.#prepare('SELECT source, value FROM ledger').all();
      const ledgers = rows.flatMap((row): [string, Ledger][] => {
        const ledger = this.#parse(String(row['value']), parseLedger);
        return ledger === null ? [] : [[String(row['source']), ledger]];
      });
      return Object.fromEntries(ledgers);
    });
  }

  async saveLedgers(ledgers: Commit['ledgers']): Promise<void> {
    this.#transact('write what the sources have cost', () => this.#writeLedgers(ledgers));
  }

  #writeLedgers(ledgers: Commit['ledgers']): void {
    const statement = this.#prepare('INSERT OR REPLACE INTO ledger (source, value) VALUES (?, ?)');
    for (const [source, ledger] of Object.entries(ledgers)) {
      statement.run(source, JSON.stringify(ledger));
    }
  }

  async nextSequence(after: number): Promise<number> {
    return attempt('write the number of the publish', () => {
      // Node 22 does not take a value by number (`?1`).
      const row = this.#prepare(
        `INSERT INTO sequence (only, last) VALUES (0, ? + 1)
         ON CONFLICT DO UPDATE SET last = max(last, ?) + 1 RETURNING last`,
      ).get(after, after);
      return Number(row?.['last']);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  /** The newest whole value of a part of the state. */
  #newest<Value>(part: string, parse: (text: string) => Value): Value | null {
    const rows = this.#prepare('SELECT value FROM state WHERE part = ? ORDER BY saved DESC').all(
      part,
    );
    for (const row of rows) {
      const value = this.#parse(String(row['value']), parse);
      if (value !== null) return value;
    }
    return null;
  }

  #parse<Value>(text: string, parse: (text: string) => Value): Value | null {
    try {
      return parse(text);
    } catch (error) {
      this.#onDamage(error);
      return null;
    }
  }

  #put(part: string, value: string): void {
    const last = this.#prepare('SELECT max(saved) AS saved FROM state WHERE part = ?').get(part);
    const saved = Number(last?.['saved'] ?? 0) + 1;
    this.#prepare('INSERT INTO state (part, saved, value) VALUES (?, ?, ?)').run(
      part,
      saved,
      value,
    );
    this.#prepare('DELETE FROM state WHERE part = ? AND saved <= ?').run(
      part,
      saved - versionsKept,
    );
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #transact<Result>(what: string, action: () => Result): Result {
    return attempt(what, () => allOrNothing(this.#database, action));
  }
}

function hourOf(instant: Instant): number {
  return Math.floor(instant / hours(1));
}
