import { clockTolerance } from '../quality/limits.ts';
import {
  type HeldWarnings,
  type KeptWarning,
  trackOf,
  warningsAt,
} from '../snapshot/warnings-in-force.ts';
import type { WarningSource } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { WarningBatch } from '../sources/warning.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import type { Absence } from './absence.ts';
import { type Learnt, type RunnerOptions, SourceRunner } from './source-runner.ts';
import { remember } from './warning-memory.ts';

/** So many do not end at once without another word. */
const manyWarnings = 8;

/** Lists of two servers may be some minutes apart. */
const mostBehind: Duration = minutes(15);

/** Zones that a line of the log names. */
const zonesTold = 20;

/** A runner of a source of warnings: it holds the last list, and what that hides. */
export class WarningRunner extends SourceRunner<WarningBatch> {
  readonly source: WarningSource;
  readonly #log: Logger;
  #list: HeldWarnings | null;
  #isConfirmed = false;

  /** `stored`: the last list before a restart. */
  constructor(source: WarningSource, options: RunnerOptions, stored: HeldWarnings | null) {
    super(source, options);
    this.source = source;
    this.#log = options.log.child({ source: source.id });
    // Every list to come would be older than one of the future, and refused.
    const latest = Math.max(stored?.asOf ?? 0, stored?.wholeAsOf ?? 0);
    this.#list = latest > this.clock.now() + clockTolerance ? null : stored;
  }

  get list(): HeldWarnings | null {
    return this.#list;
  }

  /** Whether the last answer of the source gave the list. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  protected accept(answers: readonly WarningBatch[], _absence: Absence, now: Instant): Learnt {
    if (answers.length === 0) throw new SourceError(this.source.id, 'empty', 'no list');
    if (answers.some(({ asOf }) => asOf > now + clockTolerance))
      throw new SourceError(this.source.id, 'future-stamp', 'the list');
    this.#refuseOlder(answers);
    this.#refuseFutureIssues(answers, now);
    const list = remember(this.#list, answers, now);
    this.#refuseEmptied(list, answers, now);
    this.#tellKept(list, this.#list);
    this.#list = list;
    this.#isConfirmed = true;
    return {
      batch: {
        readings: list.warnings.length,
        dropped: list.dropped as Record<string, number>,
        unknownStations: [],
        unknownWords: list.unknownWords,
        unknownKeys: list.unknownKeys,
      },
      newestObservedAt: list.asOf,
      failedValues: [],
      suspicion: null,
      listed: 0,
      absent: [],
      forgotten: [],
    };
  }

  /** A cache may give an old list again: it says nothing of now, and what is held knows more. */
  #refuseOlder(answers: readonly WarningBatch[]): void {
    const asOf = Math.min(...answers.map((answer) => answer.asOf));
    if (this.#list === null || asOf >= this.#list.asOf - mostBehind) return;
    const detail = `the list is of ${formatKst(asOf)}, and one of ${formatKst(this.#list.asOf)} is known`;
    throw new SourceError(this.source.id, 'late', detail);
  }

  /** What was issued after now was not: times that are wrong alike would hide what holds. */
  #refuseFutureIssues(answers: readonly WarningBatch[], now: Instant): void {
    const rows = answers.flatMap(({ warnings }) => warnings);
    const ahead = rows.filter(({ issuedAt }) => (issuedAt ?? 0) > now + clockTolerance);
    if (ahead.length === 0 || ahead.length * 2 <= rows.length) return;
    const detail = `${ahead.length} of ${rows.length} warnings are issued after now`;
    throw new SourceError(this.source.id, 'future-stamp', detail);
  }

  /**
   * Many warnings are rarely lifted in one minute, and none may be missing: that nothing holds any more
   * has to be said twice; of any number where the answer is blank.
   */
  #refuseEmptied(list: HeldWarnings, answers: readonly WarningBatch[], now: Instant): void {
    const held = this.#list === null ? [] : warningsAt(this.#list, now);
    const before = held.filter(({ phase }) => phase === 'in-force').length;
    const many = answers.some(({ isBlank }) => isBlank) ? 1 : manyWarnings;
    if (before < many || list.warnings.length > 0) return;
    if (warningsAt(list, now).length > 0) return;
    const isSaidTwice =
      this.ledger.consecutiveFailures > 0 && this.ledger.lastError?.code === 'emptied-list';
    if (isSaidTwice) return;
    throw new SourceError(this.source.id, 'emptied-list', `${before} warnings were in force`);
  }

  /** Once for each warning that KMA's list no longer names and that stays. */
  #tellKept({ kept = [] }: HeldWarnings, before: HeldWarnings | null): void {
    const told = new Set(before?.kept?.map(({ warning }) => trackOf(warning)));
    const fresh = kept.filter(({ warning }) => !told.has(trackOf(warning)));
    const read = fresh.filter(({ isInferred }) => !isInferred);
    const inferred = fresh.filter(({ isInferred }) => isInferred);
    if (read.length > 0) {
      this.#log.info(
        { code: 'warnings-kept', warnings: namesOf(read), count: read.length },
        'Warnings are not on the list of KMA any more and stay: their change or lift takes effect later, or their row cannot be read.',
      );
    }
    if (inferred.length > 0) {
      this.#log.warn(
        {
          code: 'warnings-inferred',
          warnings: namesOf(inferred),
          count: inferred.length,
          action: "Nothing to do: compare with KMA's own page where the exact level matters.",
        },
        'Warnings were never read and must hold, because KMA has announced their change or lift.',
      );
    }
  }

  protected loseTouch(): void {
    this.#isConfirmed = false;
  }
}

function namesOf(kept: readonly KeptWarning[]): string[] {
  return kept.slice(0, zonesTold).map(({ warning: { kind, level, zone }, until }) => {
    const end = until === null ? '' : ` until ${formatKst(until)}`;
    return `${kind} ${level} ${zone.name}${end}`;
  });
}
