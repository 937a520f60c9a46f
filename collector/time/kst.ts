import { hours, type Instant } from './clock.ts';

/** Korea standard time is UTC+9 all year. */
const offset = hours(9);

/** A feed has 20,000 times and writes few of them: those of its last observations. */
const timesKept = 64;
const written = new Map<Instant, string>();

/** RFC 3339 in Korean time, to the second: `2024-11-24T07:00:00+09:00`. */
export function formatKst(instant: Instant): string {
  const known = written.get(instant);
  if (known !== undefined) return known;
  const text = `${new Date(instant + offset).toISOString().slice(0, 19)}+09:00`;
  if (written.size >= timesKept) written.clear();
  written.set(instant, text);
  return text;
}

/** A time of day and date as upstreams write it, in Korean time. */
export interface KstFields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute?: number;
}

/** RFC 3339 has four digits for the year: hour 24 of the last day of 9999 cannot be written. */
const endOfTime: Instant = Date.UTC(10_000, 0, 1) - offset;

/** Earlier than any time of an upstream, and later; what lasts a year from there can be written as well. */
export const firstTime: Instant = Date.UTC(1904, 0, 1) - offset;
export const lastTime: Instant = Date.UTC(9999, 0, 1) - offset;

/**
 * The instant of a Korean date and time, or `null` when there is no such time. Hour 24 is the next
 * day's 0, as some of KMA's stamps have it.
 */
export function instantOfKst({ year, month, day, hour, minute = 0 }: KstFields): Instant | null {
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return null;
  if (hour === 24 && minute !== 0) return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  const exists =
    midnight.getUTCFullYear() === year &&
    midnight.getUTCMonth() === month - 1 &&
    midnight.getUTCDate() === day;
  if (!exists || year < 1904) return null;
  const instant = midnight.getTime() + hours(hour) + minute * 60_000 - offset;
  return instant < endOfTime ? instant : null;
}

/** The day in Korea: `2024-11-24`. */
export function dayOfKst(instant: Instant): string {
  return formatKst(instant).slice(0, 10);
}

/** Midnight in Korea after `instant`. */
export function startOfNextKstDay(instant: Instant): Instant {
  return (Math.floor((instant + offset) / hours(24)) + 1) * hours(24) - offset;
}

/** KMA's compact stamp of a time, `YYYYMMDDHHMM` in Korean time. */
export function compactKst(instant: Instant): string {
  return formatKst(instant).slice(0, 16).replace(/[-T:]/g, '');
}

/** The instant of a compact stamp `YYYYMMDDHHMM`, or `null` when it is none. */
export function instantOfCompactKst(text: string): Instant | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return instantOfKst({ year, month, day, hour, minute });
}

/** Month of the year in Korea, 1 to 12. */
export function monthOfKst(instant: Instant): number {
  return Number(formatKst(instant).slice(5, 7));
}
