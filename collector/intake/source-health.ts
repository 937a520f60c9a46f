import type { SourceHealth } from '@nalssi/schemas';
import { codeOfSuspicion, type Suspicion } from '../quality/judgement.ts';
import { sourceErrors } from '../sources/source-error-codes.ts';
import { type Instant, minutes } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { blockAt, emptyLedger, type Ledger, requestsToday, stateAt } from '../transport/ledger.ts';
import { hasBeenHeard, lateSince, type Timeliness } from './lateness.ts';

/** What health says of a source beside what its ledger knows. */
interface SourceFacts {
  readonly id: string;
  readonly title: string;
  /** Cron expression; empty for a source that is off. */
  readonly schedule: string;
  readonly dailyRequests: number | null;
}

/** What `health.json` says at `now` of a source that is on. Derives from the ledger alone. */
export function healthOf(
  facts: SourceFacts,
  ledger: Ledger,
  timeliness: Timeliness,
  now: Instant,
): SourceHealth {
  const { id, title, schedule, dailyRequests } = facts;
  const standing = stateAt(ledger, now);
  const isEmpty = standing.state === 'failing' && hasBeenHeard(ledger);
  const late = standing.state === 'ok' || isEmpty ? lateSince(ledger, timeliness) : null;
  const suspicion = standing.state === 'ok' && late === null ? ledger.suspicion : null;
  const isUnconfirmed = suspicion?.kind === 'unconfirmed';
  const suspectSince = isUnconfirmed ? undefined : suspicion?.since;
  const troubledSince = (isEmpty ? null : late) ?? suspectSince ?? null;
  const { state, since } =
    troubledSince === null ? standing : ({ state: 'failing', since: troubledSince } as const);
  const block = blockAt(ledger, now);
  const { lastRun } = ledger;
  const lastError =
    late !== null && !isEmpty
      ? errorOfLate(ledger, now)
      : suspicion === null
        ? ledger.lastError
        : errorOfSuspicion(suspicion);
  return {
    id,
    title,
    state,
    stateSince: formatKst(since),
    ...(late !== null && { lateSince: formatKst(late) }),
    ...(suspectSince !== undefined && { suspectSince: formatKst(suspectSince) }),
    ...(isUnconfirmed && { unconfirmedSince: formatKst(suspicion.since) }),
    schedule,
    lastAttemptAt: timeOf(ledger.lastAttemptAt),
    lastSuccessAt: timeOf(ledger.lastSuccessAt),
    newestObservedAt: timeOf(ledger.newestObservedAt),
    consecutiveFailures: ledger.consecutiveFailures,
    ...(lastRun && { requests: lastRun }),
    blocked: block && { code: block.code, until: formatKst(block.until) },
    quota: { used: requestsToday(ledger, now), limit: dailyRequests },
    lastError: lastError && {
      code: lastError.code,
      message: `${sourceErrors[lastError.code].message} (${lastError.detail})`,
      action: sourceErrors[lastError.code].action,
      at: formatKst(lastError.at),
    },
    batch: ledger.batch,
  };
}

/** What `health.json` says of a source that is off since `since`; `note` says why. */
export function healthOfOff(id: string, title: string, note: string, since: Instant): SourceHealth {
  const facts = { id, title, schedule: '', dailyRequests: null };
  const timeliness = { lateAfter: Number.POSITIVE_INFINITY, startedAt: since };
  return { ...healthOf(facts, emptyLedger(since), timeliness, since), state: 'off', note };
}

/** The error of a source that is late: how old its newest observation is at `now`. */
function errorOfLate(ledger: Ledger, now: Instant): NonNullable<Ledger['lastError']> {
  return { code: 'late', detail: ageOfNewest(ledger, now), at: ledger.lastAttemptAt ?? now };
}

function errorOfSuspicion(suspicion: Suspicion): NonNullable<Ledger['lastError']> {
  return { code: codeOfSuspicion(suspicion), detail: suspicion.detail, at: suspicion.since };
}

/** `the newest is of 2026-08-21T18:10:00+09:00, 62 minutes ago`. */
export function ageOfNewest({ newestObservedAt }: Ledger, now: Instant): string {
  if (newestObservedAt === null) return 'there has been none at all';
  const age = Math.round((now - newestObservedAt) / minutes(1));
  return `the newest is of ${formatKst(newestObservedAt)}, ${age} minutes ago`;
}

function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : formatKst(instant);
}
