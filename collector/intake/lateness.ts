import type { Duration, Instant } from '../time/clock.ts';
import type { Ledger } from '../transport/ledger.ts';

/** What decides whether a source that answers is late. */
export interface Timeliness {
  /** Its newest observation must not be older than this when it is asked. */
  readonly lateAfter: Duration;
  /** When the process began to ask. */
  readonly startedAt: Instant;
}

/**
 * Since when a source that answers has been late, or `null`: when its newest observation became too
 * old, also before this process, for `nalssi collect` is another one each time. It goes by the age
 * its newest observation had when it was last asked: between two questions nothing newer can be
 * known. Where this process has got nothing yet, the upstream is given `lateAfter` from the start:
 * that nobody asked before is no fault of its. Derives from the ledger alone.
 */
export function lateSince(ledger: Ledger, { lateAfter, startedAt }: Timeliness): Instant | null {
  const { lastAttemptAt, lastSuccessAt, newestObservedAt } = ledger;
  if (lastAttemptAt === null || !hasBeenHeard(ledger)) return null;
  const hasAnswered = lastSuccessAt !== null && lastSuccessAt >= startedAt;
  const newest = newestObservedAt ?? startedAt;
  const due = (hasAnswered ? newest : Math.max(newest, startedAt)) + lateAfter;
  return lastAttemptAt > due ? due : null;
}

/** Whether the upstream answered the last run, be it with a list of nothing. */
export function hasBeenHeard({ consecutiveFailures, lastError }: Ledger): boolean {
  return consecutiveFailures === 0 || lastError?.code === 'empty';
}
