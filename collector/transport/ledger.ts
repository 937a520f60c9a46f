import type { SourceError, SourceErrorCode } from '../sources/source-error.ts';
import { type Duration, hours, type Instant, minutes, seconds } from '../time/clock.ts';
import { dayOfKst, startOfNextKstDay } from '../time/kst.ts';

/**
 * What an upstream has cost and how it has been taking it. It is stored: a restart must neither
 * forget what was spent of a quota nor ask an upstream that wants to be left alone.
 */
export interface Ledger {
  /** Day in Korea that `requests` counts: `2024-11-24`. */
  readonly day: string;
  readonly requests: number;
  readonly consecutiveFailures: number;
  /** While this stands the upstream is not asked: the breaker is open. */
  readonly block: { readonly until: Instant; readonly code: SourceErrorCode } | null;
}

export const emptyLedger: Ledger = { day: '', requests: 0, consecutiveFailures: 0, block: null };

/** Failed runs in a row after which a source is given a rest. */
const failuresAllowed = 5;
const shortestRest: Duration = seconds(30);
const longestRest: Duration = minutes(5);

/** Why the upstream must not be asked at `now`, or `null`. A block that has run out allows one run. */
export function blockAt(
  ledger: Ledger,
  dailyRequests: number | null,
  now: Instant,
): { until: Instant; code: SourceErrorCode } | null {
  if (ledger.block !== null && ledger.block.until > now) return ledger.block;
  if (dailyRequests !== null && requestsToday(ledger, now) >= dailyRequests) {
    return { until: startOfNextKstDay(now), code: 'quota' };
  }
  return null;
}

export function requestsToday(ledger: Ledger, now: Instant): number {
  return ledger.day === dayOfKst(now) ? ledger.requests : 0;
}

export function afterRequest(ledger: Ledger, now: Instant): Ledger {
  return { ...ledger, day: dayOfKst(now), requests: requestsToday(ledger, now) + 1 };
}

export function afterGoodRun(ledger: Ledger): Ledger {
  return { ...ledger, consecutiveFailures: 0, block: null };
}

/**
 * Closes the way to an upstream for as long as its error asks for: a quota until midnight in Korea,
 * a refused key until then or a restart, a named time until that time, and after five failures in a
 * row a rest that doubles from 30 s to 5 min. `random` from 0 to 1 spreads the ends.
 */
export function afterFailedRun(
  ledger: Ledger,
  error: SourceError,
  now: Instant,
  random: number,
): Ledger {
  const consecutiveFailures = ledger.consecutiveFailures + 1;
  const until = restUntil(error, consecutiveFailures, now, random);
  return {
    ...ledger,
    consecutiveFailures,
    block: until === null ? null : { until, code: error.code },
  };
}

function restUntil(
  error: SourceError,
  failures: number,
  now: Instant,
  random: number,
): Instant | null {
  if (error.remedy === 'day' || error.remedy === 'person') {
    return startOfNextKstDay(now) + random * minutes(5);
  }
  if (error.remedy === 'wait') {
    return now + Math.min(error.retryAfter ?? minutes(10), hours(24)) + random * seconds(5);
  }
  if (failures < failuresAllowed) return null;
  const rest = Math.min(longestRest, shortestRest * 2 ** (failures - failuresAllowed));
  return now + rest * (0.75 + random * 0.5);
}

/** After a restart someone may have mended the key: only that block is lifted. */
export function afterRestart(ledger: Ledger): Ledger {
  const needsPerson = ledger.block?.code === 'auth' || ledger.block?.code === 'gone';
  return needsPerson ? { ...ledger, block: null } : ledger;
}
