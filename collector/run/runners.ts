import type { ClockHealth, HealthFile, SourceHealth } from '@nalssi/schemas';
import type { Config } from '../config/config.ts';
import { ObservationRunner } from '../intake/observation-intake.ts';
import { healthOfOff } from '../intake/source-health.ts';
import type { RunnerOptions } from '../intake/source-runner.ts';
import { Strangers } from '../intake/strangers.ts';
import { WarningRunner } from '../intake/warning-intake.ts';
import type { Witness } from '../quality/batch/witness.ts';
import { feedStatus } from '../snapshot/feed-status.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { sources } from '../sources/registry.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { PastLists } from '../store/past-lists.ts';
import type { StoredState } from '../store/store.ts';
import type { Instant } from '../time/clock.ts';
import type { Ledger } from '../transport/ledger.ts';

export type Runner = ObservationRunner | WarningRunner;

export interface RunnersOptions
  extends Omit<RunnerOptions, 'config' | 'ledger'>,
    Pick<Config, 'sources' | 'off'> {}

/** What was known before a restart. */
export interface BeforeRestart {
  readonly state: StoredState | null;
  readonly ledgers: Readonly<Partial<Record<SourceId, Ledger>>>;
}

/** The sources that are on, each with its runner, and those that are off. */
export class Runners {
  /** In order of trust. */
  readonly observations: readonly ObservationRunner[];
  readonly warnings: WarningRunner | null;
  readonly #off: readonly SourceHealth[];

  /** Takes up what was held and what each source had cost before a restart. */
  constructor(options: RunnersOptions, { state, ledgers }: BeforeRestart, startedAt: Instant) {
    const strangers = new Strangers(options.catalogue);
    const runners: Runner[] = options.sources.map((config): Runner => {
      const source = sources[config.id];
      const own = { ...options, config, ledger: ledgers[config.id] };
      return source.kind === 'warnings'
        ? new WarningRunner(source, own, state?.warnings ?? null)
        : new ObservationRunner(source, own, {
            stored: state?.holdings[config.id],
            strangers,
            witnesses: () => this.#witnessesFor(config.id),
          });
    });
    this.observations = runners.filter((runner) => runner instanceof ObservationRunner);
    this.warnings = runners.find((runner) => runner instanceof WarningRunner) ?? null;
    this.#off = options.off.map(({ id, note }) =>
      healthOfOff(id, sources[id].title, note, startedAt),
    );
  }

  #witnessesFor(id: SourceId): Witness[] {
    return this.observations.flatMap((runner) =>
      runner.source.id === id ? [] : (runner.witness ?? []),
    );
  }

  /** Takes the lists that each source was believed with before a restart. */
  recall(lists: PastLists): void {
    for (const runner of this.observations) runner.recall(lists.get(runner.source.id) ?? []);
  }

  get all(): readonly Runner[] {
    return this.warnings === null ? this.observations : [...this.observations, this.warnings];
  }

  /** Of those that are on, then of those that are off. */
  get health(): SourceHealth[] {
    return [...this.healthOfOn, ...this.#off];
  }

  get healthOfOn(): SourceHealth[] {
    return this.all.map(({ health }) => health);
  }

  /** Throws where the source is off: that is a defect of the caller's. */
  find(id: SourceId): Runner {
    const runner = this.all.find(({ source }) => source.id === id);
    if (runner === undefined) throw new Error(`The source ${id} is not on.`);
    return runner;
  }

  /** `outputs`: how the places are where the feed goes. */
  statusOf(snapshot: Snapshot, outputs: HealthFile['outputs'], clock: ClockHealth | null) {
    return feedStatus(snapshot, this.healthOfOn, outputs, clock);
  }
}
