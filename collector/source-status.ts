import type { SourceHealth } from '@nalssi/schemas';
import type { JudgedBatch } from './quality/judge.ts';
import type { SourceError } from './sources/source-error.ts';
import type { Instant } from './time/clock.ts';
import { formatKst } from './time/kst.ts';

/** How a source has been doing. */
export interface SourceStatus {
  readonly lastAttemptAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  readonly newestObservedAt: Instant | null;
  readonly consecutiveFailures: number;
  readonly lastError: { readonly error: SourceError; readonly at: Instant } | null;
  readonly batch: SourceHealth['batch'];
}

export const unasked: SourceStatus = {
  lastAttemptAt: null,
  lastSuccessAt: null,
  newestObservedAt: null,
  consecutiveFailures: 0,
  lastError: null,
  batch: { readings: 0, dropped: {}, unknownStations: [], unknownWords: {}, unknownKeys: {} },
};

export function afterSuccess(
  status: SourceStatus,
  batch: JudgedBatch,
  unknownStations: readonly string[],
  now: Instant,
): SourceStatus {
  const observed = batch.readings.map(({ observedAt }) => observedAt);
  return {
    ...status,
    lastAttemptAt: now,
    lastSuccessAt: now,
    newestObservedAt: Math.max(status.newestObservedAt ?? 0, ...observed),
    consecutiveFailures: 0,
    batch: {
      readings: batch.readings.length,
      dropped: batch.dropped as Record<string, number>,
      unknownStations: [...unknownStations],
      unknownWords: batch.unknownWords,
      unknownKeys: batch.unknownKeys,
    },
  };
}

export function afterFailure(status: SourceStatus, error: SourceError, now: Instant): SourceStatus {
  return {
    ...status,
    lastAttemptAt: now,
    consecutiveFailures: status.consecutiveFailures + 1,
    lastError: { error, at: now },
  };
}

export function isFailing(status: SourceStatus): boolean {
  return status.consecutiveFailures > 0;
}

/** What `health.json` says of a source. */
export function healthOf(id: string, schedule: string, status: SourceStatus): SourceHealth {
  const time = (instant: Instant | null) => (instant === null ? null : formatKst(instant));
  const { lastError } = status;
  const asked = status.lastAttemptAt !== null;
  return {
    id,
    state: isFailing(status) ? 'failing' : asked ? 'ok' : 'starting',
    schedule,
    lastAttemptAt: time(status.lastAttemptAt),
    lastSuccessAt: time(status.lastSuccessAt),
    newestObservedAt: time(status.newestObservedAt),
    consecutiveFailures: status.consecutiveFailures,
    lastError: lastError && {
      code: lastError.error.code,
      message: `${lastError.error.message} (${lastError.error.detail})`,
      action: lastError.error.action,
      at: formatKst(lastError.at),
    },
    batch: status.batch,
  };
}
