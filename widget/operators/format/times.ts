import { kstTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import type { Words } from '../words.ts';

// The last day of the year 9999; a later year has more digits.
const latest = Date.UTC(9999, 11, 31);

/** Whether a moment is one that can be shown; what a feed says may be none. */
export function isMoment(at: number): boolean {
  return Math.abs(at) < latest;
}

/** Day and clock of a moment in Korea: `2024-11-24`, `07:00:30`. */
function partsOf(at: number): [day: string, clock: string] {
  const text = kstTime(at);
  return [text.slice(0, 10), text.slice(11, 19)];
}

function dated(day: string, time: string, words: Words): string {
  const [month = 1, dayOfMonth = 1] = day.split('-').slice(1).map(Number);
  const name = words.months.split(' ')[month - 1] || String(month);
  return fill(words.date, { month: name, day: String(dayOfMonth), time });
}

/** A moment as shown: `07:00`, and with its date when it is not today. */
export function timeText(at: number, now: number, words: Words, withSeconds = false): string {
  if (!isMoment(at)) return words.unreadable;
  const [day, clock] = partsOf(at);
  const time = withSeconds ? clock : clock.slice(0, 5);
  return day === partsOf(now)[0] ? time : dated(day, time, words);
}

/** The same with the day always said, in words where it is near: `Today 03:00`. */
export function dayTimeText(at: number, now: number, words: Words): string {
  if (!isMoment(at)) return words.unreadable;
  const [day, clock] = partsOf(at);
  const time = clock.slice(0, 5);
  if (day === partsOf(now)[0]) return fill(words.today, { time });
  if (day === partsOf(now - 86_400_000)[0]) return fill(words.yesterday, { time });
  return dated(day, time, words);
}

/** A length of time in its two largest units: `5 min 12 s`, `3 h 5 min`, `2 d 4 h`. */
export function durationText(milliseconds: number, { units }: Words): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const counts = [
    [Math.floor(seconds / 86_400), units.day],
    [Math.floor(seconds / 3600) % 24, units.hour],
    [Math.floor(seconds / 60) % 60, units.minute],
    [seconds % 60, units.second],
  ] as const;
  const first = counts.findIndex(([count]) => count > 0);
  if (first === -1) return `0${units.second}`;
  return counts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}

/** How long ago, to the minute where it is more than one, so that it does not flicker. */
export function ageText(at: number, now: number, words: Words): string {
  const age = Math.max(0, now - at);
  const steady =
    age < 60_000 ? Math.floor(age / 10_000) * 10_000 : Math.floor(age / 60_000) * 60_000;
  return fill(words.age, { age: durationText(steady, words) });
}
