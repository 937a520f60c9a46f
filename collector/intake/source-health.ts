import type { SourceHealth } from '@nalssi/schemas';
import { sourceErrors } from '../sources/source-error.ts';
import type { Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { blockAt, emptyLedger, type Ledger, requestsToday, stateAt } from '../transport/ledger.ts';

/** What health says of a source beside what its ledger knows. */
interface SourceFacts {
  readonly id: string;
  readonly title: string;
  /** Cron expression; empty for a source that is off. */
  readonly schedule: string;
  readonly dailyRequests: number | null;
}

/** What `health.json` says at `now` of a source that is on. Derives from the ledger alone. */
export function healthOf(facts: SourceFacts, ledger: Ledger, now: Instant): SourceHealth {
  const { id, title, schedule, dailyRequests } = facts;
  const { state, since } = stateAt(ledger, now);
  const block = blockAt(ledger, now);
  const { lastError, lastRun } = ledger;
  return {
    id,
    title,
    state,
    stateSince: formatKst(since),
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
  return { ...healthOf(facts, emptyLedger(since), since), state: 'off', note };
}

function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : formatKst(instant);
}
