import type { SourceHealth } from '@nalssi/schemas';
import type { SourceError, SourceErrorCode } from '../sources/source-error.ts';
import type { Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';

/** How a source has been doing. */
export interface SourceStatus {
  /** Since when it has had its present state. */
  readonly since: Instant;
  readonly lastAttemptAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  readonly newestObservedAt: Instant | null;
  readonly consecutiveFailures: number;
  readonly lastError: { readonly error: SourceError; readonly at: Instant } | null;
  readonly blocked: { readonly code: SourceErrorCode; readonly until: Instant } | null;
  readonly batch: SourceHealth['batch'];
}

/** A source that is not asked yet at `now`. */
export const unaskedAt = (now: Instant): SourceStatus => ({
  since: now,
  lastAttemptAt: null,
  lastSuccessAt: null,
  newestObservedAt: null,
  consecutiveFailures: 0,
  lastError: null,
  blocked: null,
  batch: { readings: 0, dropped: {}, unknownStations: [], unknownWords: {}, unknownKeys: {} },
});

export function afterSuccess(
  status: SourceStatus,
  batch: SourceHealth['batch'],
  newestObservedAt: Instant | null,
  now: Instant,
): SourceStatus {
  const newest = Math.max(status.newestObservedAt ?? 0, newestObservedAt ?? 0);
  return {
    ...status,
    lastAttemptAt: now,
    lastSuccessAt: now,
    newestObservedAt: newest === 0 ? null : newest,
    consecutiveFailures: 0,
    blocked: null,
    batch,
  };
}

export function afterFailure(status: SourceStatus, error: SourceError, now: Instant): SourceStatus {
  return {
    ...status,
    lastAttemptAt: now,
    consecutiveFailures: status.consecutiveFailures + 1,
    lastError: { error, at: now },
    blocked: null,
  };
}

/** The upstream answered and has nothing newer: neither a success nor a failure. */
export function afterNothing(status: SourceStatus, now: Instant): SourceStatus {
  return { ...status, lastAttemptAt: now, consecutiveFailures: 0, blocked: null };
}

export function afterBlock(
  status: SourceStatus,
  code: SourceErrorCode,
  until: Instant,
): SourceStatus {
  return { ...status, blocked: { code, until } };
}

export function isFailing(status: SourceStatus): boolean {
  return status.consecutiveFailures > 0 || status.blocked !== null;
}

/** `after`, reached from `before` at `now`: a state that goes on keeps its beginning. */
export function followedBy(before: SourceStatus, after: SourceStatus, now: Instant): SourceStatus {
  return { ...after, since: stateOf(before) === stateOf(after) ? before.since : now };
}

/** What `health.json` says of a source that is on. */
export function healthOf(
  facts: Pick<SourceHealth, 'id' | 'title' | 'schedule' | 'quota'>,
  status: SourceStatus,
): SourceHealth {
  const time = (instant: Instant | null) => (instant === null ? null : formatKst(instant));
  const { lastError, blocked } = status;
  return {
    id: facts.id,
    title: facts.title,
    state: stateOf(status),
    stateSince: formatKst(status.since),
    schedule: facts.schedule,
    lastAttemptAt: time(status.lastAttemptAt),
    lastSuccessAt: time(status.lastSuccessAt),
    newestObservedAt: time(status.newestObservedAt),
    consecutiveFailures: status.consecutiveFailures,
    blocked: blocked && { code: blocked.code, until: formatKst(blocked.until) },
    quota: facts.quota,
    lastError: lastError && {
      code: lastError.error.code,
      message: `${lastError.error.message} (${lastError.error.detail})`,
      action: lastError.error.action,
      at: formatKst(lastError.at),
    },
    batch: status.batch,
  };
}

function stateOf(status: SourceStatus): SourceHealth['state'] {
  if (status.blocked !== null) return 'blocked';
  if (isFailing(status)) return 'failing';
  return status.lastAttemptAt === null ? 'starting' : 'ok';
}

/** What `health.json` says of a source that is off since `since`; `note` says why. */
export function healthOfOff(id: string, title: string, note: string, since: Instant): SourceHealth {
  const facts = { id, title, schedule: '', quota: { used: 0, limit: null } };
  return { ...healthOf(facts, unaskedAt(since)), state: 'off', note };
}
