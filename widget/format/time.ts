import { fill, type Words } from './words.ts';

// Korea has no daylight saving time, so a constant is right, and readers abroad see Korean time.
const kst = 9 * 3_600_000;

/** RFC 3339 in Korean time, for `<time datetime>`; `time` in milliseconds since the epoch. */
export function kstTime(time: number): string {
  return `${new Date(time + kst).toISOString().slice(0, 19)}+09:00`;
}

/**
 * The time of observation as shown: `07:00`, and with the date when it is not today. Both times in
 * milliseconds since the epoch.
 */
export function observedTime(
  observedAt: number,
  now: number,
  { date }: Pick<Words, 'date'>,
): string {
  const [day, clock = ''] = kstTime(observedAt).split('T');
  const time = clock.slice(0, 5);
  if (kstTime(now).split('T')[0] === day) return time;
  const there = new Date(observedAt + kst);
  const values = {
    month: String(there.getUTCMonth() + 1),
    // `Sun, 24 Nov 2024 07:00:00 GMT`, in every browser and language.
    monthName: there.toUTCString().slice(8, 11),
    day: String(there.getUTCDate()),
    time,
  };
  return fill(date, values);
}
