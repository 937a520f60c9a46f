/** Milliseconds between two requests of a feed that fails, at the least. */
export const firstRetry = 5_000;
const longestRetry = 120_000;
const shortestWait = 1_000;
const longestWait = 3_600_000;

/**
 * Milliseconds to wait before the feed is asked again.
 *
 * After a success that is the `ttl` of the file (seconds) and up to a tenth more, so that the
 * readers of a page that was opened by many at once drift apart. After a failure it is 5 s,
 * doubled with each further failure up to 2 min, give or take a quarter: a short outage at load is
 * over quickly, and a long one is not made worse by its readers. `random` is in [0, 1).
 */
export function refreshDelay(ttl: number, failures: number, random: number): number {
  return failures === 0
    ? Math.min(Math.max(ttl * 1000, shortestWait), longestWait) * (1 + random / 10)
    : Math.min(firstRetry * 2 ** (failures - 1), longestRetry) * (0.75 + random / 2);
}
