import type { ClockHealth } from '@nalssi/schemas';
import { Outputs } from '../publish/outputs.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Instant } from '../time/clock.ts';
import type { CollectorOptions } from './collector-options.ts';
import { runsKept } from './interval.ts';
import { Memory } from './memory.ts';
import { publishedSequence } from './published-sequence.ts';
import { Publishing, type PublishReport } from './publishing.ts';
import { type Runner, Runners } from './runners.ts';

interface CollectorParts {
  readonly startedAt: Instant;
  /** Whether an earlier run of this mode left its state. */
  readonly hasPast: boolean;
  readonly runners: Runners;
  readonly memory: Memory;
  readonly publishing: Publishing;
}

/**
 * One flow: source, readings, quality, snapshot, store, publish. It holds what the sources said,
 * and turns it into the feed whenever a source answered or a minute passed. It is given its parts.
 */
export class Collector implements AsyncDisposable {
  readonly #options: CollectorOptions;
  readonly #startedAt: Instant;
  readonly #hasPast: boolean;
  readonly #runners: Runners;
  readonly #memory: Memory;
  readonly #publishing: Publishing;
  #recalled: Promise<void> | null = null;

  private constructor(
    options: CollectorOptions,
    { startedAt, hasPast, runners, memory, publishing }: CollectorParts,
  ) {
    this.#options = options;
    this.#startedAt = startedAt;
    this.#hasPast = hasPast;
    this.#runners = runners;
    this.#memory = memory;
    this.#publishing = publishing;
    options.tables?.countRequestsWith((id) =>
      runners.all.find(({ source }) => source.id === id)?.countRequest(),
    );
  }

  /** Takes up where the store says the last run ended. Rejects with StoreError. */
  static async open(options: CollectorOptions, signal?: AbortSignal): Promise<Collector> {
    const { store, clock, mode, publishers, afterSequence = 0 } = options;
    const startedAt = clock.now();
    const stored = await store.loadState();
    const state = stored?.edition.mode === mode ? stored : null;
    const ledgers = state === null ? {} : await store.loadLedgers();
    signal?.throwIfAborted();
    const { runsOnce = false } = options;
    const published = await publishedSequence(publishers, { runsOnce, signal });
    const edition = {
      sequence: Math.max(afterSequence, published),
      // A replay's clock starts anew with each start.
      changedAt: Math.min(state?.edition.changedAt ?? startedAt, startedAt),
      contentHash: state?.edition.contentHash ?? '',
      publishes: [],
      runs: options.runsOnce ? [...(state?.edition.runs ?? []), startedAt].slice(-runsKept) : [],
    };
    const runners = new Runners(options, { state, ledgers }, startedAt);
    const isShared = store.lease !== undefined;
    const outputs = new Outputs(publishers, clock, options.log, isShared);
    const memory = new Memory(store, mode, outputs.store, options.stop);
    const parts = { runners, memory, startedAt, hasPast: state !== null };
    const publishing = new Publishing(options, { ...parts, outputs, edition });
    return new Collector(options, { ...parts, publishing });
  }

  get sequence(): number {
    return this.#publishing.edition.sequence;
  }

  /** Asks one source and publishes what it said. Returns whether it gave anything usable. */
  async run(id: SourceId, signal: AbortSignal): Promise<boolean> {
    const { isUsable } = await this.#ask(this.#runners.find(id), signal);
    return isUsable;
  }

  /**
   * Asks one source and keeps what it said for the publishes to come, without one of its own. Returns
   * whether it gave anything usable.
   */
  async hear(id: SourceId, signal: AbortSignal): Promise<boolean> {
    const isUsable = await this.#listen(this.#runners.find(id), signal);
    await this.#memory.save(this.#publishing.edition, this.#options.clock.now());
    return isUsable;
  }

  /** Asks all sources at once, and publishes what each said when it has said it. */
  async runAll(signal: AbortSignal): Promise<{ usable: number; report: PublishReport | null }> {
    const runs = await Promise.all(this.#runners.all.map((runner) => this.#ask(runner, signal)));
    const usable = runs.filter(({ isUsable }) => isUsable).length;
    const report = runs.map((run) => run.report).reduce(newerOf, null);
    return { usable, report: report ?? (signal.aborted ? null : await this.publish()) };
  }

  /** The clock against the upstreams'; `null` for one that is not to be that of now. */
  get clock(): ClockHealth | null {
    return this.#options.clockCheck?.look() ?? null;
  }

  /** A source to ask once more, because one answer alone says that the clock is off; else `null`. */
  get clockWitness(): SourceId | null {
    if (this.#options.clockCheck?.needsAnother !== true) return null;
    const [fewest] = this.#runners.all.toSorted(
      (one, other) => (one.ledger.lastRun?.made ?? 0) - (other.ledger.lastRun?.made ?? 0),
    );
    return fewest?.source.id ?? null;
  }

  /** When tables are asked for, beside when they are due; `null` where they are not. */
  get tableSchedule(): { readonly id: string; readonly cron: string } | null {
    return this.#options.tables?.schedule ?? null;
  }

  /** Whether tables are to be asked for now, beside their schedule. */
  get areTablesDue(): boolean {
    return this.#options.tables?.isDue === true;
  }

  /** Asks for the tables, and publishes with what was learnt. Never rejects. */
  async refreshTables(signal: AbortSignal): Promise<PublishReport | null> {
    const whileOurs = this.#whileOurs(signal);
    if (!whileOurs.aborted) await this.#options.tables?.refreshInService(whileOurs);
    return signal.aborted ? null : this.publish();
  }

  /**
   * Publishes the state of the world as of now or a little later: one publish at a time, and what
   * is asked for meanwhile is one more. `null` where nothing was published. Never rejects.
   */
  publish(): Promise<PublishReport | null> {
    return this.#publishing.publish();
  }

  /** Says that an output is lost or there again. Never rejects. */
  publishOutputs(): Promise<void> {
    return this.#publishing.publishOutputs();
  }

  /**
   * Publishes what an earlier run left, in haste: readers wait for it, and the next publish compresses
   * it well. `null` where there is nothing to show. Never rejects.
   */
  publishStored(): Promise<PublishReport | null> {
    return this.#publishing.publishStored();
  }

  /**
   * Lets a publish that is under way finish or be cut short, and saves. Whoever uses it has ended
   * the runs.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#publishing.settled();
    await this.#memory.save(this.#publishing.edition, this.#options.clock.now());
    await this.#options.own?.[Symbol.asyncDispose]();
  }

  async #ask(
    runner: Runner,
    signal: AbortSignal,
  ): Promise<{ isUsable: boolean; report: PublishReport | null }> {
    const isUsable = await this.#listen(runner, signal);
    return { isUsable, report: signal.aborted ? null : await this.publish() };
  }

  async #listen(runner: Runner, signal: AbortSignal): Promise<boolean> {
    await this.#recall();
    const whileOurs = this.#whileOurs(signal);
    if (whileOurs.aborted) return false;
    await this.#options.lookForVoucher?.(runner.source.id);
    const isUsable = await runner.ask(whileOurs);
    this.#memory.heard(runner);
    return isUsable;
  }

  /** Of several collectors one asks: without the lease no upstream's quota is spent. */
  #whileOurs(signal: AbortSignal): AbortSignal {
    const { lease } = this.#options.store;
    if (lease === undefined) return signal;
    return lease.isHeld ? AbortSignal.any([signal, lease.whileHeld]) : AbortSignal.abort();
  }

  /** When the first source is asked: what is stored can be shown without, and half of it is this. */
  #recall(): Promise<void> {
    const recall = async () => {
      if (this.#hasPast) this.#runners.recall(await this.#memory.pastLists(this.#startedAt));
    };
    this.#recalled ??= recall();
    return this.#recalled;
  }
}

function newerOf(one: PublishReport | null, other: PublishReport | null): PublishReport | null {
  return (other?.sequence ?? 0) > (one?.sequence ?? 0) ? other : one;
}
