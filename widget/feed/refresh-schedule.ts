/** Milliseconds between two requests of a feed that fails, at the least. */
export const firstRetry = 5_000;
const longestRetry = 120_000;
const shortestWait = 1_000;
const longestWait = 3_600_000;

/**
 * Milliseconds to wait before the feed is asked again, give or take a quarter: readers of a page that was
 * opened by many at once are spread evenly from the second minute on.
 *
 * After a success that is the `ttl` of the file (seconds). After a failure it is 5 s, doubled with each
 * further failure up to 2 min: a short outage at load is over quickly, and a long one is not made
 * worse by its readers. `random` is in [0, 1).
 */
export function refreshDelay(ttl: number, failures: number, random: number): number {
  return failures === 0
    ? Math.min(Math.max(ttl * 1000, shortestWait), longestWait) * (0.75 + random / 2)
    : Math.min(firstRetry * 2 ** (failures - 1), longestRetry) * (0.75 + random / 2);
}
