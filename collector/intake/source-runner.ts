import type { SourceHealth } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Keys, Source, SourceRequest } from '../sources/source.ts';
import type { SourceConfig } from '../sources/source-config.ts';
import { SourceError } from '../sources/source-error.ts';
import type { Logger } from '../telemetry/log.ts';
import { noTelemetry, type RunResult, type Telemetry } from '../telemetry/telemetry.ts';
import type { Clock, Instant } from '../time/clock.ts';
import type { Sleep } from '../time/sleep.ts';
import { type Outcome, SourceClient } from '../transport/client.ts';
import { emptyLedger, type Ledger } from '../transport/ledger.ts';
import { SourceJournal } from './source-journal.ts';
import {
  afterBlock,
  afterFailure,
  afterNothing,
  afterSuccess,
  followedBy,
  healthOf,
  isFailing,
  type SourceStatus,
  unaskedAt,
} from './source-status.ts';

export interface RunnerOptions {
  readonly config: SourceConfig;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sleep: Sleep;
  readonly telemetry?: Telemetry;
  readonly catalogue: Catalogue;
  /** What the source has cost before a restart. */
  readonly ledger?: Ledger | undefined;
}

/** What a run learnt, for the status of the source. */
export interface Learnt {
  readonly batch: SourceHealth['batch'];
  readonly newestObservedAt: Instant | null;
  readonly failedValues: readonly string[];
  /** Stations of this answer, and those of earlier ones that it lacks. */
  readonly listed: number;
  readonly absent: readonly string[];
}

/** Asks one source and remembers how it has been doing. */
export abstract class SourceRunner<Parsed> {
  abstract readonly source: Source;
  readonly config: SourceConfig;
  protected readonly clock: Clock;
  readonly #journal: SourceJournal;
  readonly #telemetry: Telemetry;
  readonly #client: SourceClient<Parsed>;
  #status: SourceStatus;

  constructor(
    source: Source,
    parse: (bytes: Uint8Array, request: SourceRequest) => Parsed,
    options: RunnerOptions,
  ) {
    this.config = options.config;
    this.clock = options.clock;
    this.#status = unaskedAt(options.clock.now());
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#journal = new SourceJournal(options.log, source.id);
    this.#client = new SourceClient<Parsed>({
      ...options,
      source,
      parse,
      ledger: options.ledger ?? emptyLedger,
    });
  }

  get ledger(): Ledger {
    return this.#client.ledger;
  }

  get isFailing(): boolean {
    return isFailing(this.#status);
  }

  get health(): SourceHealth {
    const { id, title } = this.source;
    const facts = { id, title, schedule: this.config.cron, quota: this.#client.quota };
    return healthOf(facts, this.#status);
  }

  /** Asks once. Returns whether the source gave anything usable; the log has the reason. */
  async ask(signal: AbortSignal): Promise<boolean> {
    const begun = performance.now();
    const outcome = await this.#client.run(signal);
    if (outcome.kind === 'aborted') return false;
    const result = this.#conclude(outcome, this.#status, this.clock.now());
    this.#telemetry.run(this.source.id, result, performance.now() - begun);
    return result === 'ok';
  }

  #conclude(
    outcome: Exclude<Outcome<Parsed>, { kind: 'aborted' }>,
    before: SourceStatus,
    now: Instant,
  ): RunResult {
    switch (outcome.kind) {
      case 'answered':
        return this.#take(outcome.answers, outcome.errors, before, now) ? 'ok' : 'failed';
      case 'failed':
        this.#fail(outcome.error, before, now);
        return 'failed';
      case 'nothing-yet':
        this.#enter(afterNothing(before, now), now);
        return 'nothing-yet';
      case 'blocked':
        this.#journal.blocked(outcome.code, outcome.until, before);
        this.#enter(afterBlock(before, outcome.code, outcome.until), now);
        return 'blocked';
    }
  }

  #take(
    answers: readonly Parsed[],
    errors: readonly SourceError[],
    before: SourceStatus,
    now: Instant,
  ): boolean {
    try {
      const { batch, newestObservedAt, failedValues, listed, absent } = this.accept(answers, now);
      this.#enter(afterSuccess(before, batch, newestObservedAt, now), now);
      this.#journal.succeeded(batch, failedValues, before);
      // A request without an answer is reason enough for stations to be missing.
      if (errors.length === 0) this.#journal.missing(absent, listed);
      this.#telemetry.answered(this.source.id, batch);
      this.#journal.partly(errors.filter(({ remedy }) => remedy !== 'not-yet'));
      return true;
    } catch (cause) {
      const { id } = this.source;
      const error =
        cause instanceof SourceError
          ? cause
          : new SourceError(id, 'internal', String(cause), { cause });
      this.#fail(error, before, now);
      return false;
    }
  }

  #fail(error: SourceError, before: SourceStatus, now: Instant): void {
    this.loseTouch();
    this.#enter(afterFailure(before, error, now), now);
    this.#journal.failed(error, before);
  }

  /** An error that closes the way to the source blocks it from now on, not from its next run. */
  #enter(status: SourceStatus, now: Instant): void {
    const { block } = this.#client.ledger;
    const isClosed = block !== null && block.until > now;
    const next = isClosed ? afterBlock(status, block.code, block.until) : status;
    this.#status = followedBy(this.#status, next, now);
  }

  /** Takes over what the source said. Throws SourceError when it cannot be believed. */
  protected abstract accept(answers: readonly Parsed[], now: Instant): Learnt;

  /** What was said before is no longer confirmed. */
  protected abstract loseTouch(): void;
}
