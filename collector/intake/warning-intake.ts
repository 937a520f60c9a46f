import { clockTolerance } from '../quality/limits.ts';
import type { WarningSource } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { WarningBatch } from '../sources/warning.ts';
import type { Instant } from '../time/clock.ts';
import type { Absence } from './absence.ts';
import { type Learnt, type RunnerOptions, SourceRunner } from './source-runner.ts';

/** A runner of a source of warnings: it holds the last list. */
export class WarningRunner extends SourceRunner<WarningBatch> {
  readonly source: WarningSource;
  #list: WarningBatch | null;
  #isConfirmed = false;

  /** `stored`: the last list before a restart. */
  constructor(source: WarningSource, options: RunnerOptions, stored: WarningBatch | null) {
    super(source, options);
    this.source = source;
    this.#list = stored;
  }

  get list(): WarningBatch | null {
    return this.#list;
  }

  /** Whether the last answer of the source gave the list. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  protected accept([list]: readonly WarningBatch[], _absence: Absence, now: Instant): Learnt {
    if (list === undefined) throw new SourceError(this.source.id, 'empty', 'no list');
    if (list.asOf > now + clockTolerance)
      throw new SourceError(this.source.id, 'future-stamp', 'the list');
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
      listed: 0,
      absent: [],
      forgotten: [],
    };
  }

  protected loseTouch(): void {
    this.#isConfirmed = false;
  }
}
