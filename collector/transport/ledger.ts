import type { SourceHealth } from '@nalssi/schemas';
import type { Suspicion } from '../quality/judgement.ts';
import type { Doubt, RefusedAnswer } from '../quality/refused-answer.ts';
import type { SourceError } from '../sources/source-error.ts';
import { type SourceErrorCode, sourceErrors } from '../sources/source-error-codes.ts';
import { type Duration, hours, type Instant, minutes, seconds } from '../time/clock.ts';
import { dayOfKst, startOfNextKstDay } from '../time/kst.ts';

/** Of one run: requests that were made, those of them that failed, and those not made at all. */
export interface RunRequests {
  /** Each counts once, however often it was tried. */
  readonly made: number;
  readonly failed: number;
  /** Planned, and left alone: the others had failed, or the quota or the time was spent. */
  readonly unasked: number;
}

/**
 * Everything that is known of how an upstream has been doing and of what it has cost. It is stored:
 * a restart must neither forget what was spent of a quota nor ask an upstream that wants to be left
 * alone. There is no second truth: health derives from it.
 */
export interface Ledger {
  /** Day in Korea that `requests` counts: `2024-11-24`. */
  readonly day: string;
  /** Requests made on that day, each attempt counted. */
  readonly requests: number;
  /** Since when it has been in its state; see `stateAt`, which knows of blocks that ran out. */
  readonly since: Instant;
  /** Of this process: `null` until it has asked. */
  readonly lastAttemptAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  readonly newestObservedAt: Instant | null;
  /** Runs in a row that gave nothing usable. */
  readonly consecutiveFailures: number;
  readonly lastError: {
    readonly code: SourceErrorCode;
    readonly detail: string;
    readonly at: Instant;
  } | null;
  /** The upstream is not asked before `until`; see `blockAt`. */
  readonly block: Block | null;
  /** Of the last run; `null` until there was one. */
  readonly lastRun: RunRequests | null;
  /** Of the last good batch. */
  readonly batch: SourceHealth['batch'];
  /** What is known of answers that were refused as a whole; `null` once one is believed. */
  readonly doubt: Doubt | null;
  /** Why the temperatures of the last good batch are marked as suspect as a whole, or `null`. */
  readonly suspicion: Suspicion | null;
}

export interface Block {
  readonly until: Instant;
  readonly code: SourceErrorCode;
}

/** What an error has to say to a ledger. */
export type Failure = Pick<SourceError, 'code' | 'detail' | 'retryAfter'> &
  Partial<Pick<RefusedAnswer, 'doubt'>>;

/** What happens to a source. `random` from 0 to 1 spreads the ends of blocks. */
export type LedgerEvent =
  /** The process started, or started again. `limit`: requests that the upstream allows in a day. */
  | { readonly kind: 'started'; readonly limit: number | null }
  /** A request goes out. */
  | { readonly kind: 'requested'; readonly limit: number | null }
  /** A run gave something usable. `failure`: the one that counts of the requests that failed. */
  | {
      readonly kind: 'answered';
      readonly run: RunRequests;
      readonly batch: SourceHealth['batch'];
      readonly newestObservedAt: Instant | null;
      readonly suspicion?: Suspicion | null;
      readonly failure: Failure | null;
      readonly random: number;
    }
  /** A run gave nothing usable: no answer, or one that cannot be believed. */
  | {
      readonly kind: 'failed';
      readonly run: RunRequests;
      readonly failure: Failure;
      readonly random: number;
    }
  /** The upstream answered and has nothing newer: neither a success nor a failure. */
  | { readonly kind: 'nothing-yet'; readonly run: RunRequests };

/** Failed runs in a row after which a source is given a rest. */
const failuresAllowed = 5;
const shortestRest: Duration = seconds(30);
const longestRest: Duration = minutes(5);

/** No error asks for more. A longer block was stored by a clock that was wrong. */
const longestBlock: Duration = hours(25);

/** Of no reading at all. */
export const emptyBatch: SourceHealth['batch'] = {
  readings: 0,
  dropped: {},
  unknownStations: [],
  unknownWords: {},
  unknownKeys: {},
};

/** Of a source of which nothing is known at `now`. */
export const emptyLedger = (now: Instant): Ledger => ({
  day: '',
  requests: 0,
  since: now,
  lastAttemptAt: null,
  lastSuccessAt: null,
  newestObservedAt: null,
  consecutiveFailures: 0,
  lastError: null,
  block: null,
  lastRun: null,
  batch: emptyBatch,
  doubt: null,
  suspicion: null,
});

/** The ledger after `event` happened at `now`. Pure: the only way in which a ledger changes. */
export function ledgerAfter(ledger: Ledger, event: LedgerEvent, now: Instant): Ledger {
  const before = stateAt(ledger, now);
  const next = { ...ledger, ...changes(ledger, event, now) };
  // A state that goes on keeps its beginning; a process that starts begins anew.
  const goesOn = event.kind !== 'started' && stateAt(next, now).state === before.state;
  return { ...next, since: goesOn ? before.since : now };
}

function changes(ledger: Ledger, event: LedgerEvent, now: Instant): Partial<Ledger> {
  const block = blockAt(ledger, now);
  switch (event.kind) {
    case 'started': {
      // Someone may have mended what needed a person: only that block is lifted.
      const isMended = block !== null && sourceErrors[block.code].remedy === 'person';
      const spent = blockOfQuota(requestsToday(ledger, now), event.limit, now);
      // Of a time ahead of the clock nothing would ever be newer: the source could not be late.
      const { newestObservedAt: newest } = ledger;
      return {
        lastAttemptAt: null,
        newestObservedAt: newest !== null && newest > now ? null : newest,
        block: later(isMended ? null : block, spent),
      };
    }
    case 'requested': {
      const requests = requestsToday(ledger, now) + 1;
      const spent = blockOfQuota(requests, event.limit, now);
      return { day: dayOfKst(now), requests, block: later(block, spent) };
    }
    case 'answered': {
      const newest = Math.max(ledger.newestObservedAt ?? 0, event.newestObservedAt ?? 0);
      const asked = event.failure && blockOf(event.failure, 0, event.random, now);
      return {
        ...concluded(event, now),
        lastSuccessAt: now,
        newestObservedAt: newest === 0 ? null : newest,
        consecutiveFailures: 0,
        block: later(block, asked),
        batch: event.batch,
        doubt: null,
        suspicion: event.suspicion ?? null,
      };
    }
    case 'failed': {
      const consecutiveFailures = ledger.consecutiveFailures + 1;
      const asked = blockOf(event.failure, consecutiveFailures, event.random, now);
      const doubt = event.failure.doubt ?? ledger.doubt;
      return { ...concluded(event, now), consecutiveFailures, doubt, block: later(block, asked) };
    }
    case 'nothing-yet':
      return { ...concluded(event, now), consecutiveFailures: 0, block };
  }
}

/** What every run leaves behind. */
function concluded(
  { run, failure = null }: { readonly run: RunRequests; readonly failure?: Failure | null },
  now: Instant,
): Partial<Ledger> {
  const told = failure && { code: failure.code, detail: failure.detail, at: now };
  return { lastAttemptAt: now, lastRun: run, ...(told && { lastError: told }) };
}

/**
 * How long an error closes the way to an upstream: a quota until midnight in Korea, a refused key
 * until then or a restart, a named time until that time; and any after five failed runs in a row,
 * for a rest that doubles from 30 s to 5 min.
 */
function blockOf(error: Failure, failures: number, random: number, now: Instant): Block | null {
  const { code } = error;
  const { remedy } = sourceErrors[code];
  if (remedy === 'day' || remedy === 'person') {
    return { code, until: startOfNextKstDay(now) + random * minutes(5) };
  }
  if (remedy === 'wait') {
    const wait = Math.min(error.retryAfter ?? minutes(10), hours(24));
    return { code, until: now + wait + random * seconds(5) };
  }
  if (failures < failuresAllowed) return null;
  const rest = Math.min(longestRest, shortestRest * 2 ** (failures - failuresAllowed));
  return { code, until: now + rest * (0.75 + random * 0.5) };
}

function blockOfQuota(requests: number, limit: number | null, now: Instant): Block | null {
  if (limit === null || requests < limit) return null;
  return { code: 'quota', until: startOfNextKstDay(now) };
}

function later(one: Block | null, other: Block | null): Block | null {
  if (one === null || other === null) return one ?? other;
  return other.until >= one.until ? other : one;
}

/**
 * Why the upstream must not be asked at `now`, or `null`. A block that has run out allows one run.
 */
export function blockAt({ block }: Ledger, now: Instant): Block | null {
  const stands = block !== null && block.until > now && block.until - now <= longestBlock;
  return stands ? block : null;
}

export function requestsToday(ledger: Ledger, now: Instant): number {
  return ledger.day === dayOfKst(now) ? ledger.requests : 0;
}

/** The state of a source that is on, as health tells it, and since when it has been in it. */
export function stateAt(
  ledger: Ledger,
  now: Instant,
): { readonly state: Exclude<SourceHealth['state'], 'off'>; readonly since: Instant } {
  const { block, since } = ledger;
  if (blockAt(ledger, now) !== null) return { state: 'blocked', since };
  // Nothing happens when a block runs out: the state after it began by itself.
  const began = block !== null && block.until <= now ? Math.max(since, block.until) : since;
  if (ledger.consecutiveFailures > 0) return { state: 'failing', since: began };
  return { state: ledger.lastAttemptAt === null ? 'starting' : 'ok', since: began };
}
