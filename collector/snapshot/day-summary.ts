import { hours, type Instant, minutes } from '../time/clock.ts';
import { startOfNextKstDay } from '../time/kst.ts';
import type { DailyElement, MinuteReading } from './hour-readings.ts';

/** One of the readings that a day is made of. */
export interface DayValue {
  readonly value: number;
  readonly observedAt: Instant;
  /** Whether the checks doubt it. */
  readonly isSuspect: boolean;
}

/** What a day, or a part of it, was at a station; null where there is no reading. */
export interface DaySummary {
  /** °C: the first of the highest and of the lowest. */
  readonly high: DayValue | null;
  readonly low: DayValue | null;
  /** m/s, the first of the strongest. */
  readonly wind: DayValue | null;
  /** mm since midnight, by the last reading. */
  readonly rain: DayValue | null;
  /** The hours with a temperature: bit 0 is that from midnight to one. */
  readonly hours: number;
}

/** By station. */
export type DaySummaries = ReadonlyMap<string, DaySummary>;

/** A day in Korea. */
export interface Day {
  /** Its midnight. */
  readonly begin: Instant;
  readonly stations: DaySummaries;
}

export interface Days {
  readonly today: Day;
  readonly yesterday: Day;
}

const nothing: DaySummary = { high: null, low: null, wind: null, rain: null, hours: 0 };

/** The midnight before `instant`, which may be midnight itself. */
export function beginOfDay(instant: Instant): Instant {
  return startOfNextKstDay(instant) - hours(24);
}

/** Two days without a reading, as they are before the first one and where the store fails. */
export function emptyDays(now: Instant): Days {
  const begin = beginOfDay(now);
  return {
    today: { begin, stations: new Map() },
    yesterday: { begin: begin - hours(24), stations: new Map() },
  };
}

/** What the readings of one station in the hour that begins at `hour` make of its day. */
export function summaryOf(
  element: DailyElement,
  hour: Instant,
  readings: readonly MinuteReading[],
): DaySummary {
  const first = (order: Order): DayValue | null => {
    let found: DayValue | null = null;
    for (const [minute, value, doubt] of readings) {
      const next = { value, observedAt: hour + minutes(minute), isSuspect: doubt !== undefined };
      found = firstOf(order, found, next);
    }
    return found;
  };
  switch (element) {
    case 'temperature': {
      const bit = readings.length === 0 ? 0 : 1 << ((hour - beginOfDay(hour)) / hours(1));
      return { ...nothing, high: first(highest), low: first(lowest), hours: bit };
    }
    case 'windSpeed':
      return { ...nothing, wind: first(highest) };
    case 'rainDay':
      return { ...nothing, rain: first(latest) };
  }
}

/** Two parts of a day as one; their order makes no difference. */
export function together(one: DaySummary, other: DaySummary): DaySummary {
  return {
    high: firstOf(highest, one.high, other.high),
    low: firstOf(lowest, one.low, other.low),
    wind: firstOf(highest, one.wind, other.wind),
    rain: firstOf(latest, one.rain, other.rain),
    hours: one.hours | other.hours,
  };
}

/** Parts of a day as one, station by station. */
export function allTogether(parts: readonly DaySummaries[]): DaySummaries {
  const all = new Map<string, DaySummary>();
  for (const part of parts) {
    for (const [station, summary] of part) {
      const before = all.get(station);
      all.set(station, before === undefined ? summary : together(before, summary));
    }
  }
  return all;
}

/** How many hours of the day there is a temperature of. */
export function hoursSeen({ hours: bits }: DaySummary): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Whether there is a temperature of each hour before the one that `observedAt` is in. */
export function isWholeUntil({ hours: bits }: DaySummary, observedAt: Instant): boolean {
  const passed = Math.floor((observedAt - beginOfDay(observedAt)) / hours(1));
  const all = (1 << passed) - 1;
  return (bits & all) === all;
}

/** Below 0 where the first comes first. Equal only what is the same. */
type Order = (one: DayValue, other: DayValue) => number;

const earlier: Order = (one, other) =>
  one.observedAt - other.observedAt || Number(one.isSuspect) - Number(other.isSuspect);
const highest: Order = (one, other) => other.value - one.value || earlier(one, other);
const lowest: Order = (one, other) => one.value - other.value || earlier(one, other);
/** Of one minute sources may have said two sums: what has fallen has fallen. */
const latest: Order = (one, other) =>
  other.observedAt - one.observedAt || other.value - one.value || earlier(one, other);

function firstOf(order: Order, one: DayValue | null, other: DayValue | null): DayValue | null {
  if (one === null || other === null) return one ?? other;
  return order(one, other) <= 0 ? one : other;
}
