import type { DaySummary, DayValue } from '../snapshot/day-summary.ts';
import { hours, type Instant, minutes } from '../time/clock.ts';
import { LaterTable } from './later-table.ts';
import type { DayUntil } from './store.ts';

/** Minute of the day, the value, and 1 where the checks doubt it. */
type Packed = readonly [minute: number, value: number, doubt?: 1] | null;

type PackedSummary = readonly [
  high: Packed,
  low: Packed,
  wind: Packed,
  rain: Packed,
  hours: number,
];

/**
 * What the closed hours of a day were, so that a start need not read two days of readings again. A
 * trigger deletes a row when something of its hours is written, whoever writes it. Without the table
 * nothing is kept.
 */
export class DayTable extends LaterTable {
  of(begin: Instant): DayUntil | null {
    if (!this.isThere) return null;
    const row = this.prepare('SELECT until, stations FROM day WHERE begin = ?').get(
      begin / hours(1),
    );
    if (row === undefined) return null;
    try {
      const packed = JSON.parse(String(row['stations'])) as Record<string, PackedSummary>;
      const stations = Object.entries(packed).map(
        ([station, summary]) => [station, unpack(summary, begin)] as const,
      );
      return { begin, until: Number(row['until']) * hours(1), stations: new Map(stations) };
    } catch (error) {
      this.onDamage(error);
      return null;
    }
  }

  keep({ begin, until, stations }: DayUntil): void {
    if (!this.isThere) return;
    const packed = [...stations].map(([station, day]) => [station, pack(day, begin)]);
    this.prepare('INSERT OR REPLACE INTO day (begin, until, stations) VALUES (?, ?, ?)').run(
      begin / hours(1),
      until / hours(1),
      JSON.stringify(Object.fromEntries(packed)),
    );
  }

  forgetBefore(instant: Instant): void {
    if (!this.isThere) return;
    this.prepare('DELETE FROM day WHERE begin < ?').run(Math.floor(instant / hours(1)));
  }
}

function pack(day: DaySummary, begin: Instant): PackedSummary {
  const one = (value: DayValue | null): Packed => {
    if (value === null) return null;
    const minute = (value.observedAt - begin) / minutes(1);
    return value.isSuspect ? [minute, value.value, 1] : [minute, value.value];
  };
  return [one(day.high), one(day.low), one(day.wind), one(day.rain), day.hours];
}

function unpack([high, low, wind, rain, bits]: PackedSummary, begin: Instant): DaySummary {
  const one = (packed: Packed): DayValue | null => {
    if (packed === null) return null;
    const [minute, value, doubt] = packed;
    return { value, observedAt: begin + minutes(minute), isSuspect: doubt !== undefined };
  };
  return { high: one(high), low: one(low), wind: one(wind), rain: one(rain), hours: bits };
}
