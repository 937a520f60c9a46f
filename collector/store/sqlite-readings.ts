import {
  type DailyElement,
  dailyElements,
  type HourReadings,
  hourOfReading,
  isDaily,
  type MinuteReading,
  withReadings,
} from '../snapshot/hour-readings.ts';
import { sourceIds } from '../sources/source-id.ts';
import { hours, type Instant } from '../time/clock.ts';
import { LaterTable } from './later-table.ts';
import type { HistoryEntry, StoredReading, StoredReadings } from './store.ts';

/**
 * All readings that days are made of, a row for each hour, element and source: of 740 stations every five
 * minutes one text of 40 kB on average is written anew, where a row each would be 2,000 looks into the
 * table. Without the table there is the history, and nothing is added.
 */
export class ReadingTable extends LaterTable {
  /**
   * Takes readings in, in a transaction of the caller's. A row that says the same stays as it is. Returns
   * whether one does not.
   */
  add(entries: readonly HistoryEntry[]): boolean {
    if (!this.isThere) return false;
    let isChanged = false;
    const daily = entries.filter(({ element }) => isDaily(element));
    for (const group of Map.groupBy(daily, placeOf).values()) {
      const [first] = group;
      if (first === undefined || !isDaily(first.element)) continue;
      const { element, source, observedAt } = first;
      const hour = hourOfReading(element, observedAt);
      const before = this.#textOf(hour, element, source);
      const known = before === null ? new Map() : this.#parse(before);
      const after = JSON.stringify(Object.fromEntries(withReadings(hour, known, group)));
      if (after === before) continue;
      isChanged = true;
      this.prepare(
        `INSERT OR REPLACE INTO reading (hour, element, source, readings) VALUES (?, ?, ?, ?)`,
      ).run(hour / hours(1), element, source, after);
    }
    return isChanged;
  }

  /** Takes readings out, as if they had never been. Returns whether there was one. */
  remove(readings: readonly StoredReading[]): boolean {
    return this.add(
      readings.map((one) => ({ ...one, value: 0, quality: 'fail', checks: [], failed: [] })),
    );
  }

  forgetBefore(hour: Instant): void {
    if (!this.isThere) return;
    this.prepare('DELETE FROM reading WHERE hour < ?').run(Math.floor(hour / hours(1)));
  }

  /**
   * The readings of an hour, or those of one element. Of an hour of which there are none, because an
   * earlier version kept none, the values of the history stand for them.
   */
  of(hour: Instant, only?: DailyElement): StoredReadings[] {
    const found = this.#rowsOf(hour, only);
    return found.length > 0 ? found : this.#fromHistory(hour, only);
  }

  #rowsOf(hour: Instant, only?: DailyElement): StoredReadings[] {
    if (!this.isThere) return [];
    const rows = this.prepare(
      'SELECT element, source, readings FROM reading WHERE hour = ? AND element = ifnull(?, element)',
    ).all(hour / hours(1), only ?? null);
    return rows.flatMap((row) => {
      const element = dailyElements.find((known) => known === row['element']);
      const source = sourceIds.find((known) => known === row['source']);
      if (element === undefined || source === undefined) return [];
      return [{ element, source, readings: this.#parse(String(row['readings'])) }];
    });
  }

  #fromHistory(hour: Instant, only?: DailyElement): StoredReadings[] {
    const rows = this.prepare(
      `SELECT station, element, source, observed_at AS observedAt, value, quality FROM observation
       WHERE hour IN (?, ?) AND element IN ('temperature', 'windSpeed', 'rainDay')`,
    ).all(hour / hours(1), hour / hours(1) + 1) as unknown as HistoryEntry[];
    const own = rows.filter(
      ({ element, observedAt }) => isDaily(element) && hourOfReading(element, observedAt) === hour,
    );
    return [...Map.groupBy(own, placeOf).values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined || !isDaily(first.element)) return [];
      const { element, source } = first;
      if (only !== undefined && element !== only) return [];
      return [{ element, source, readings: withReadings(hour, new Map(), group) }];
    });
  }

  #textOf(hour: Instant, element: string, source: string): string | null {
    const row = this.prepare(
      'SELECT readings FROM reading WHERE hour = ? AND element = ? AND source = ?',
    ).get(hour / hours(1), element, source);
    return row === undefined ? null : String(row['readings']);
  }

  /** As we wrote it: only we write it. What cannot be read at all is damaged, and gone. */
  #parse(text: string): HourReadings {
    try {
      return new Map(Object.entries(JSON.parse(text) as Record<string, MinuteReading[]>));
    } catch (error) {
      this.onDamage(error);
      return new Map();
    }
  }
}

/** Of readings that stand in one row. */
function placeOf({ element, source, observedAt }: StoredReading): string {
  return isDaily(element) ? `${hourOfReading(element, observedAt)} ${element} ${source}` : '';
}
