import { type Duration, type Instant, minutes } from '../time/clock.ts';

/** Starts that are remembered of a collector that runs once each time. */
export const runsKept = 6;

/** How often cron starts it, by our own instructions; until it has been seen often enough. */
const usualInterval: Duration = minutes(10);

/** Fewer say little: a person may have tried it by hand in between. */
const gapsThatTell = 3;

/**
 * How often a collector that runs once each time is started, by its last starts, oldest first: the
 * median of the times between them, so that neither a try by hand nor a night without power counts.
 */
export function intervalOf(starts: readonly Instant[]): Duration {
  const gaps = starts
    .map((start, place) => start - (starts[place - 1] ?? start))
    // A clock that was set back is no start before the last.
    .filter((gap) => gap > 0)
    .sort((one, other) => one - other);
  if (gaps.length < gapsThatTell) return Math.max(usualInterval, ...gaps);
  return gaps[Math.floor((gaps.length - 1) / 2)] ?? usualInterval;
}
