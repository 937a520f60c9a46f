import type { ClockHealth, SourceHealth } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Suspicion } from '../quality/judgement.ts';
import type { AnySource, Keys, Replaceable, TimelySource } from '../sources/source.ts';
import { SourceError, unexpected } from '../sources/source-error.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Logger } from '../telemetry/log.ts';
import { noTelemetry, type RunResult, type Telemetry } from '../telemetry/telemetry.ts';
import { type Clock, type Duration, type Instant, seconds } from '../time/clock.ts';
import type { ClockCheck } from '../time/clock-check.ts';
import type { Sleep } from '../time/sleep.ts';
import type { Ledger } from '../transport/ledger.ts';
import { OpenLedger } from '../transport/open-ledger.ts';
import type { SourceConfig } from '../transport/source-config.ts';
import { type Absence, absenceOf } from './absence.ts';
import { AskedSource, type RunOutcome } from './asked-source.ts';
import { blamedOnClock } from './clock-blame.ts';
import { lateSince, type Timeliness } from './lateness.ts';
import { ageOfNewest, healthOf } from './source-health.ts';
import { SourceJournal } from './source-journal.ts';

/**
 * A run is over after this time, whatever it still waits for: the next one must not run beside it.
 */
const longestRun: Duration = seconds(110);

export interface RunnerOptions {
  readonly config: SourceConfig;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sleep: Sleep;
  readonly telemetry?: Telemetry;
  readonly catalogue: Catalogue;
  /** Hears what time it is by each answer, and says whether the clock is to blame. */
  readonly clockCheck?: ClockCheck | null;
  /** What was known of the source before a restart. */
  readonly ledger?: Ledger | undefined;
  /** `longestRun` if not given. */
  readonly runDeadline?: Duration;
  /** Whether a person says that the next answer is right; asked only where it is refused. */
  readonly takeVoucher?: ((source: SourceId) => boolean) | undefined;
}

/** What a run learnt, for the ledger of the source and the log. */
export interface Learnt {
  readonly batch: SourceHealth['batch'];
  readonly newestObservedAt: Instant | null;
  readonly failedValues: readonly string[];
  /** Why all temperatures of the answer are marked, or `null`. */
  readonly suspicion: Suspicion | null;
  /** Stations of this answer, and those of earlier ones that it lacks. */
  readonly listed: number;
  readonly absent: readonly string[];
  /** Known stations of which nothing is kept any more. */
  readonly forgotten: readonly string[];
}

type Answered<Parsed> = Extract<RunOutcome<Parsed>, { kind: 'answered' }>;

/** Asks one source, takes over what it says and keeps its ledger. */
export abstract class SourceRunner<Parsed> {
  abstract readonly source: AnySource;
  readonly config: SourceConfig;
  protected readonly clock: Clock;
  readonly #journal: SourceJournal;
  readonly #telemetry: Telemetry;
  readonly #asked: AskedSource<Parsed>;
  readonly #runDeadline: Duration;
  readonly #timeliness: Timeliness;
  readonly #clockCheck: ClockCheck | null;
  #underWay: Promise<boolean> | null = null;

  constructor(source: TimelySource<Parsed> & Replaceable<Parsed>, options: RunnerOptions) {
    const { clock } = options;
    this.config = options.config;
    this.clock = clock;
    this.#runDeadline = options.runDeadline ?? longestRun;
    this.#timeliness = { lateAfter: source.lateAfter, startedAt: clock.now() };
    this.#clockCheck = options.clockCheck ?? null;
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#journal = new SourceJournal(options.log, source.id);
    const ledger = OpenLedger.begin(options.ledger, source.dailyRequests, clock);
    this.#asked = new AskedSource<Parsed>({ ...options, source, ledger });
  }

  get ledger(): Ledger {
    return this.#asked.ledger;
  }

  /** A request to the upstream that another part made: it counts in the quota of the day. */
  countRequest(): void {
    this.#asked.countRequest();
  }

  get health(): SourceHealth {
    const { id, title, dailyRequests } = this.source;
    const facts = { id, title, schedule: this.config.cron, dailyRequests };
    const health = healthOf(facts, this.ledger, this.#timeliness, this.clock.now());
    return { ...health, lastError: blamedOnClock(health.lastError, this.#clock) };
  }

  get #clock(): ClockHealth | null {
    return this.#clockCheck?.look() ?? null;
  }

  /**
   * Asks once; a run that is under way is joined, and counted as an overlap. It ends at once with `signal`, and then nothing
   * of it is taken. Returns whether the source gave anything usable; the log has the reason. Never
   * throws.
   */
  ask(signal: AbortSignal): Promise<boolean> {
    if (this.#underWay !== null) this.#telemetry.scheduleEvent(this.source.id, 'overlap');
    this.#underWay ??= this.#ask(signal).finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #ask(signal: AbortSignal): Promise<boolean> {
    const deadline = AbortSignal.timeout(this.#runDeadline);
    const judge = this.#conclude.bind(this);
    return (await this.#asked.ask(judge, signal, deadline))?.result === 'ok';
  }

  #conclude(outcome: RunOutcome<Parsed>, before: Ledger): RunResult {
    switch (outcome.kind) {
      case 'answered':
        return this.#take(outcome, before);
      case 'failed':
        this.loseTouch();
        return this.#fail(outcome.error, outcome, before);
      case 'nothing-yet':
        return this.#findNothing(outcome);
      case 'blocked':
        this.#journal.blocked(outcome, this.ledger);
        return 'blocked';
    }
  }

  #take(outcome: Answered<Parsed>, before: Ledger): RunResult {
    const { answers, errors, results, requests, refusal } = outcome;
    if (refusal !== undefined) this.#journal.askedInstead(refusal);
    const now = this.clock.now();
    try {
      const learnt = this.accept(answers, absenceOf(results), now);
      const { batch, newestObservedAt, failedValues, suspicion, listed, absent, forgotten } =
        learnt;
      const failure = errors[0] ?? null;
      this.#asked.answered(requests, { batch, newestObservedAt, suspicion, failure });
      this.#journal.succeeded(batch, failedValues, before);
      this.#journal.suspected(suspicion, before.suspicion);
      this.#tellLateness();
      this.#journal.forgotten(forgotten);
      // A request without an answer is reason enough for stations to be missing.
      if (requests.made === answers.length && requests.unasked === 0) {
        this.#journal.missing(absent, listed);
      }
      this.#telemetry.answered(this.source.id, batch);
      this.#journal.partly(errors, requests);
      return 'ok';
    } catch (cause) {
      const { id } = this.source;
      const error = cause instanceof SourceError ? cause : unexpected(id, cause);
      if (error.remedy === 'not-yet') return this.#findNothing(outcome);
      this.loseTouch();
      return this.#fail(error, outcome, before);
    }
  }

  #tellLateness(): void {
    const newest = ageOfNewest(this.ledger, this.clock.now());
    this.#journal.late(lateSince(this.ledger, this.#timeliness), newest, this.#clock);
  }

  #findNothing({ requests }: Pick<Answered<Parsed>, 'requests'>): RunResult {
    this.#asked.nothingYet(requests);
    this.#tellLateness();
    return 'nothing-yet';
  }

  #fail(
    failure: SourceError,
    { requests: run }: Pick<Answered<Parsed>, 'requests'>,
    before: Ledger,
  ): RunResult {
    this.#asked.failed(run, failure);
    this.#journal.failed(failure, before, this.#clock);
    if (failure.code === 'empty') this.#tellLateness();
    return 'failed';
  }

  /** Takes over what the source said. Throws SourceError when it cannot be believed. */
  protected abstract accept(answers: readonly Parsed[], absence: Absence, now: Instant): Learnt;

  /** A run gave nothing usable: what was said before is no longer confirmed. */
  protected abstract loseTouch(): void;
}
