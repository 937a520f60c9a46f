import type { FeedMode } from '@nalssi/schemas';
import type { Output } from '../publish/output.ts';
import type { Disagreement } from '../snapshot/disagreements.ts';
import { noPast, type Past } from '../snapshot/past.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { SourceId } from '../sources/source-id.ts';
import { type PastLists, pastLists } from '../store/past-lists.ts';
import { PastObservations } from '../store/past-observations.ts';
import {
  type Commit,
  type HistoryEntry,
  type HistoryValue,
  historyRetention,
  type Store,
  StoreError,
} from '../store/store.ts';
import type { Instant } from '../time/clock.ts';
import type { Edition } from './edition.ts';
import type { Runner } from './runners.ts';

/** While the store fails, what would fill the memory is not kept for it: some hours' values are. */
const entriesKept = 50_000;

/** At a publish each second the numbers last for 285 million years. */
const noNumberLeft =
  'No sequence is left: somebody has written the highest there is, where the store or a place of the feed keeps it. Delete it there, the field `reserved` of the hash `collector` in Redis or the index.json of the place, and let readers load the page anew.';

/**
 * What the collector remembers beyond its own life. A store that fails costs the past, the numbers
 * after a restart and nothing else: nothing here rejects, and health tells.
 */
export class Memory {
  readonly #store: Store;
  readonly #mode: FeedMode;
  readonly #output: Output;
  readonly #past: PastObservations;
  readonly #stop: AbortSignal | undefined;
  readonly #unsavedRunners = new Set<Runner>();
  #unsavedEntries: HistoryEntry[] = [];

  /** `stop` ends what is under way, without a fault of the store's. */
  constructor(store: Store, mode: FeedMode, output: Output, stop?: AbortSignal) {
    this.#stop = stop;
    this.#store = store;
    this.#mode = mode;
    this.#output = output;
    this.#past = new PastObservations(store);
  }

  /**
   * A number for the next publish, above `after` and all that were given out before. Rejects where the
   * store is shared and nobody can say which numbers others give out, and where none is left.
   */
  async sequenceAfter(after: number): Promise<number> {
    const given = await this.#attempt('number', () => this.#store.nextSequence(after), null);
    const number = given ?? this.#store.lease?.numberAfter(after) ?? after + 1;
    if (!Number.isSafeInteger(number)) throw new StoreError(noNumberLeft);
    return number;
  }

  /** A source was asked: what is held of it and what it cost is saved with the next edition. */
  heard(runner: Runner): void {
    this.#unsavedRunners.add(runner);
    if ('takeHistory' in runner) this.#unsavedEntries.push(...runner.takeHistory());
    this.#unsavedEntries = this.#unsavedEntries.slice(-entriesKept);
  }

  /** Saves what was heard since the last time, if anything was. */
  async save({ sequence, changedAt, contentHash, runs }: Edition, now: Instant): Promise<void> {
    if (this.#unsavedRunners.size === 0) return;
    const runners = [...this.#unsavedRunners];
    const entries = this.#unsavedEntries;
    const warnings = runners.find((runner) => 'list' in runner)?.list ?? undefined;
    const change: Commit = {
      sequence,
      edition: { mode: this.#mode, changedAt, contentHash, ...(runs.length > 0 && { runs }) },
      holdings: byId(
        runners.flatMap((runner) =>
          'holdings' in runner ? [[runner.source.id, runner.holdings] as const] : [],
        ),
      ),
      ...(warnings !== undefined && { warnings }),
      ledgers: byId(runners.map(({ source, ledger }) => [source.id, ledger])),
      entries,
      now,
    };
    const isSaved = await this.#attempt(
      'save',
      async () => {
        await this.#store.commit(change);
        return true;
      },
      false,
    );
    // Also where nobody heard whether it was saved: nothing is taken for known then.
    this.#past.heard(entries);
    if (!isSaved) return;
    for (const runner of runners) this.#unsavedRunners.delete(runner);
    this.#unsavedEntries = this.#unsavedEntries.slice(entries.length);
  }

  /** Without the lists of before a restart each answer is held against those since then alone. */
  pastLists(startedAt: Instant): Promise<PastLists> {
    return this.#attempt('lists', () => pastLists(this.#store, startedAt), new Map());
  }

  /** Without its past a station's file still has its present. */
  historyOf(station: string, now: Instant): Promise<readonly HistoryValue[]> {
    const read = () => this.#store.history(station, now - historyRetention);
    return this.#attempt('history', read, []);
  }

  /** Without the hours before there are no changes and no days, and everything else. */
  pastOf(snapshot: Snapshot): Promise<Past> {
    return this.#attempt('past', () => this.#past.pastOf(snapshot), noPast(snapshot.at));
  }

  /** Without what it keeps of two days the next start reads them reading by reading. */
  keepDays(): Promise<void> {
    return this.#attempt('days', () => this.#past.keepDays(), undefined);
  }

  /** Without them the histories are empty, and everything else is there. */
  hourlyUntil(now: Instant): Promise<Past['hourly']> {
    return this.#attempt('past', () => this.#past.hourlyUntil(now), []);
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
    const isNews = await this.#attempt('save', withdraw, true);
    if (isNews) this.#past.heard(wrong);
  }

  #attempt<Result>(
    what: string,
    action: () => Promise<Result>,
    otherwise: Result,
  ): Promise<Result> {
    return this.#output.attempt(what, action, otherwise, this.#stop);
  }
}

function byId<Value>(
  entries: readonly (readonly [SourceId, Value])[],
): Partial<Record<SourceId, Value>> {
  return Object.fromEntries(entries) as Partial<Record<SourceId, Value>>;
}
