import type { FeedMode } from '@nalssi/schemas';
import type { Output } from '../publish/output.ts';
import type { Disagreement } from '../snapshot/disagreements.ts';
import { noPast, type Past } from '../snapshot/past.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { SourceId } from '../sources/source-id.ts';
import { PastObservations } from '../store/past-observations.ts';
import {
  type HistoryEntry,
  type HistoryValue,
  historyRetention,
  type Store,
} from '../store/store.ts';
import type { Instant } from '../time/clock.ts';
import type { Edition } from './edition.ts';
import type { Runner } from './runners.ts';

/** While the store fails, what would fill the memory is not kept for it: some hours' values are. */
const entriesKept = 50_000;

/**
 * What the collector remembers beyond its own life. A store that fails costs the past, the numbers
 * after a restart and nothing else: nothing here rejects, and health tells.
 */
export class Memory {
  readonly #store: Store;
  readonly #mode: FeedMode;
  readonly #output: Output;
  readonly #past: PastObservations;
  readonly #unsavedRunners = new Set<Runner>();
  #unsavedEntries: HistoryEntry[] = [];

  constructor(store: Store, mode: FeedMode, output: Output) {
    this.#store = store;
    this.#mode = mode;
    this.#output = output;
    this.#past = new PastObservations(store);
  }

  /** A number for the next publish, above `after` and all that were given out before. */
  sequenceAfter(after: number): Promise<number> {
    return this.#output.attempt('number', () => this.#store.nextSequence(after), after + 1);
  }

  /** A source was asked: what is held of it and what it cost is saved with the next edition. */
  heard(runner: Runner): void {
    this.#unsavedRunners.add(runner);
    if ('takeHistory' in runner) this.#unsavedEntries.push(...runner.takeHistory());
    this.#unsavedEntries = this.#unsavedEntries.slice(-entriesKept);
  }

  /** Saves what was heard since the last time, if anything was. */
  async save({ changedAt, contentHash, runs }: Edition, now: Instant): Promise<void> {
    if (this.#unsavedRunners.size === 0) return;
    const runners = [...this.#unsavedRunners];
    const entries = this.#unsavedEntries;
    const isSaved = await this.#output.attempt(
      'save',
      async () => {
        await this.#store.saveLedgers(
          byId(runners.map(({ source, ledger }) => [source.id, ledger])),
        );
        await this.#store.addHistory(entries, now);
        const warnings = runners.find((runner) => 'list' in runner)?.list ?? undefined;
        await this.#store.saveState({
          edition: { mode: this.#mode, changedAt, contentHash, ...(runs.length > 0 && { runs }) },
          holdings: byId(
            runners.flatMap((runner) =>
              'holdings' in runner ? [[runner.source.id, runner.holdings] as const] : [],
            ),
          ),
          ...(warnings !== undefined && { warnings }),
        });
        return true;
      },
      false,
    );
    if (!isSaved) return;
    this.#past.heard(entries);
    for (const runner of runners) this.#unsavedRunners.delete(runner);
    this.#unsavedEntries = this.#unsavedEntries.slice(entries.length);
  }

  /** Without its past a station's file still has its present. */
  historyOf(station: string, now: Instant): Promise<readonly HistoryValue[]> {
    const read = () => this.#store.history(station, now - historyRetention);
    return this.#output.attempt('history', read, []);
  }

  /** Without the hours before there are no changes and no days, and everything else. */
  pastOf(snapshot: Snapshot): Promise<Past> {
    return this.#output.attempt('past', () => this.#past.pastOf(snapshot), noPast(snapshot.at));
  }

  /** Without them the histories are empty, and everything else is there. */
  hourlyUntil(now: Instant): Promise<Past['hourly']> {
    return this.#output.attempt('past', () => this.#past.hourlyUntil(now), []);
  }

  /** Of a station at which sources contradict each other the day is that of the one that is shown. */
  async contradicted(disagreements: readonly Disagreement[]): Promise<void> {
    const wrong = disagreements.flatMap(({ station, others }) =>
      others.map(({ source, observedAt }) => ({
        station,
        element: 'temperature' as const,
        source,
        observedAt,
      })),
    );
    if (wrong.length === 0) return;
    const withdraw = () => this.#store.withdrawReadings(wrong);
    await this.#output.attempt('save', withdraw, undefined);
    this.#past.heard(wrong);
  }
}

function byId<Value>(
  entries: readonly (readonly [SourceId, Value])[],
): Partial<Record<SourceId, Value>> {
  return Object.fromEntries(entries) as Partial<Record<SourceId, Value>>;
}
