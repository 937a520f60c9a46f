import type { SourceError } from '../sources/source-error.ts';
import type { Duration } from '../time/clock.ts';

/** Attempts of one request, the first included. */
const attemptsAllowed = 3;

const shortest: Duration = 250;
const longest: Duration = 2_000;

/**
 * How long to wait before asking again after `error` was the result of attempt number `attempt`
 * (from 1), or `null` to leave it. Only errors that a second try can help are tried again, and only
 * by a source that has not been failing: upstreams in trouble shall not get three times the load.
 * `random` from 0 to 1 spreads the waits (full jitter).
 */
export function delayBeforeRetry(
  error: SourceError,
  attempt: number,
  failedBefore: boolean,
  random: number,
): Duration | null {
  if (error.remedy !== 'transient' || failedBefore || attempt >= attemptsAllowed) return null;
  return waitBeforeAttempt(attempt, random);
}

/** How long to wait after attempt number `attempt` (from 1); `random` from 0 to 1 spreads the waits. */
export function waitBeforeAttempt(attempt: number, random: number): Duration {
  const ceiling = Math.min(longest, shortest * 4 ** attempt);
  return Math.round(shortest + random * (ceiling - shortest));
}
