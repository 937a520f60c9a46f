import type { Judgement } from '../quality/judgement.ts';
import { hours, type Instant, minutes } from '../time/clock.ts';

/** Elements of which a day is made of all readings, and not of one an hour. */
export const dailyElements = ['temperature', 'windSpeed', 'rainDay'] as const;
export type DailyElement = (typeof dailyElements)[number];

/** Minutes after the hour has begun, the value, and 1 where the checks doubt it. */
export type MinuteReading = readonly [minute: number, value: number, doubt?: 1];

/** What one source said of one element in one hour: by station, ascending by minute. */
export type HourReadings = ReadonlyMap<string, readonly MinuteReading[]>;

/** A reading as it comes to be counted. */
export interface TimedReading extends Pick<Judgement, 'value' | 'quality'> {
  readonly station: string;
  readonly observedAt: Instant;
}

export function isDaily(element: string): element is DailyElement {
  return (dailyElements as readonly string[]).includes(element);
}

/**
 * The beginning of the hour that a reading belongs to. A temperature is of its moment; wind and sums are
 * of the time before it, so that those of midnight are of the day that ends.
 */
export function hourOfReading(element: DailyElement, observedAt: Instant): Instant {
  const within = element === 'temperature' ? observedAt : observedAt - 1;
  return Math.floor(within / hours(1)) * hours(1);
}

/**
 * The readings of an hour with further ones of it. Of a minute that is there already the later call has
 * the last word; one that failed its checks leaves nothing there.
 */
export function withReadings(
  hour: Instant,
  before: HourReadings,
  further: readonly TimedReading[],
): HourReadings {
  const after = new Map(before);
  for (const { station, observedAt, value, quality } of further) {
    if (typeof value !== 'number') continue;
    const minute = Math.floor((observedAt - hour) / minutes(1));
    const others = (after.get(station) ?? []).filter(([other]) => other !== minute);
    if (quality !== 'fail')
      others.push(quality === 'suspect' ? [minute, value, 1] : [minute, value]);
    if (others.length === 0) after.delete(station);
    else
      after.set(
        station,
        others.toSorted(([one], [other]) => one - other),
      );
  }
  return after;
}
