import type { Catalogue } from '../../catalogue/catalogue.ts';
import { CatalogueError } from '../../catalogue/learnt-file.ts';
import {
  catalogueAt,
  changeoverBetween,
  type LearntTables,
  loadLearntTables,
  timesOfFiles,
} from '../../catalogue/learnt-tables.ts';
import type { Clock, Instant } from '../../time/clock.ts';
import { changesBetween, standingOf } from './table-changes.ts';
import type { TableJournal } from './table-journal.ts';

export interface TablesInUseOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  /** Takes what is learnt. */
  readonly catalogue: Catalogue;
  /** What was learnt before. */
  readonly tables: LearntTables;
}

/** What was learnt of stations and zones, in the catalogue as it holds now, and in its files. */
export class TablesInUse {
  readonly #options: TablesInUseOptions;
  readonly #journal: TableJournal;
  #tables: LearntTables;
  #files: string;
  /** As of when the zones in use hold. */
  #usedAt: Instant;

  constructor(options: TablesInUseOptions, journal: TableJournal) {
    this.#options = options;
    this.#journal = journal;
    this.#tables = options.tables;
    this.#usedAt = options.clock.now();
    this.#files = timesOfFiles(options.dataDirectory);
  }

  get all(): LearntTables {
    return this.#tables;
  }

  /**
   * Takes over what a `nalssi stations --refresh` beside this process has learnt, and zones that
   * began or ended since: a changeover happens at a minute. Never throws.
   */
  keepTime(): void {
    const { dataDirectory, clock, catalogue } = this.#options;
    const now = clock.now();
    const files = timesOfFiles(dataDirectory);
    const passed = changeoverBetween(this.#tables.zones?.zones ?? [], this.#usedAt, now);
    if (files === this.#files && passed === null) return;
    if (files !== this.#files) {
      this.#files = files;
      try {
        this.#tables = loadLearntTables(dataDirectory);
      } catch (error) {
        if (!(error instanceof CatalogueError)) throw error;
        this.#journal.damaged(error);
        return;
      }
    }
    const before = standingOf(catalogue);
    this.#use(now);
    const message = passed === null ? 'Tables learnt beside this process' : 'Zones began or ended';
    this.#journal.changed(changesBetween(before, standingOf(catalogue)), message);
  }

  /** Uses what was learnt, and saves it. Rejects with the error of the file; it is in use then all the same. */
  async take(
    learnt: Partial<LearntTables>,
    save: (directory: string) => Promise<void>,
  ): Promise<void> {
    const { dataDirectory, clock } = this.#options;
    this.#tables = { ...this.#tables, ...learnt };
    this.#use(clock.now());
    await save(dataDirectory);
    this.#files = timesOfFiles(dataDirectory);
  }

  #use(now: Instant): void {
    this.#options.catalogue.learn(catalogueAt(this.#tables, now));
    this.#usedAt = now;
  }
}
