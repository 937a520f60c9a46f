import type { ClockHealth, FeedMode, FeedStatus, Summary } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Config } from '../config.ts';
import { ttl } from '../feed/envelope.ts';
import type { Publication } from '../feed/publication.ts';
import type { TableRefresh } from '../intake/tables/table-refresh.ts';
import { type Encode, encode } from '../publish/encode.ts';
import { encodeWithoutSecrets } from '../publish/encode-without-secrets.ts';
import { FeedMaker } from '../publish/feed-maker.ts';
import { Outputs } from '../publish/outputs.ts';
import type { Publisher } from '../publish/publisher.ts';
import { disagreementsOf } from '../snapshot/disagreements.ts';
import { isEmpty, type Snapshot, takeSnapshot } from '../snapshot/snapshot.ts';
import { snapshotWarnings } from '../snapshot/warnings.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Store } from '../store/store.ts';
import type { Logger } from '../telemetry/log.ts';
import { Secrets } from '../telemetry/secrets.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { type Clock, type Instant, seconds, systemClock } from '../time/clock.ts';
import type { ClockCheck } from '../time/clock-check.ts';
import type { Sleep } from '../time/sleep.ts';
import { version } from '../version.ts';
import { ClockJournal } from './clock-journal.ts';
import { CoverageJournal } from './coverage-journal.ts';
import { DisagreementJournal } from './disagreement-journal.ts';
import { type Edition, nextEdition, tookTime } from './edition.ts';
import { intervalOf, runsKept } from './interval.ts';
import { Memory } from './memory.ts';
import { type Runner, Runners } from './runners.ts';
import { WarningJournal } from './warning-journal.ts';

export interface CollectorOptions
  extends Pick<Config, 'sources' | 'off' | 'keys'>,
    Partial<Pick<Config, 'publicUrl'>> {
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly store: Store;
  /** Where the feed goes. One that fails does not stop the others. */
  readonly publishers: readonly Publisher[];
  readonly catalogue: Catalogue;
  /** Keeps the catalogue as KMA has it; `null` where nobody does. */
  readonly tables?: TableRefresh | null;
  /** Holds the clock against the upstreams'; `null` for one that is not to be that of now. */
  readonly clockCheck?: ClockCheck | null;
  readonly log: Logger;
  readonly telemetry?: Telemetry;
  readonly encode?: Encode;
  /** The first publish has a higher sequence than this. */
  readonly afterSequence?: number;
  /** Whether the process runs once, and is started again and again by somebody else. */
  readonly runsOnce?: boolean;
  /** Whether a person says that the next answer of a source is right. */
  readonly takeVoucher?: (source: SourceId) => boolean;
  /**
   * Cuts a publish under way short: what stands is whole, and who was told to end need not wait for
   * files that the next start makes anew.
   */
  readonly stop?: AbortSignal;
  /** Parts that end with the collector; all others outlive it. */
  readonly own?: AsyncDisposable;
}

/** The result of one publish, for people and exit codes. */
export interface PublishReport {
  readonly sequence: number;
  readonly status: FeedStatus;
  readonly summary: Summary;
  /** Outputs that it could not be written to: the log says why. */
  readonly failing: readonly string[];
}

/**
 * One flow: source, readings, quality, snapshot, store, publish. It holds what the sources said,
 * and turns it into the feed whenever a source answered or a minute passed. It is given its parts.
 */
export class Collector implements AsyncDisposable {
  readonly #options: CollectorOptions;
  readonly #startedAt: Instant;
  /** Whether an earlier run of this mode left its state. */
  readonly #hasPast: boolean;
  readonly #runners: Runners;
  readonly #memory: Memory;
  readonly #disagreements: DisagreementJournal;
  readonly #coverage: CoverageJournal;
  readonly #maker: FeedMaker;
  readonly #outputs: Outputs;
  readonly #warningJournal: WarningJournal;
  readonly #clockJournal: ClockJournal;
  #edition: Edition;
  #isHasty = false;
  #recalled: Promise<void> | null = null;
  #underWay: Promise<PublishReport | null> = Promise.resolve(null);
  #next: Promise<PublishReport | null> | null = null;

  private constructor(
    options: CollectorOptions,
    parts: {
      outputs: Outputs;
      runners: Runners;
      edition: Edition;
      startedAt: Instant;
      hasPast: boolean;
    },
  ) {
    this.#options = options;
    this.#startedAt = parts.startedAt;
    this.#hasPast = parts.hasPast;
    this.#runners = parts.runners;
    this.#edition = parts.edition;
    this.#outputs = parts.outputs;
    options.tables?.countRequestsWith((id) =>
      this.#runners.all.find(({ source }) => source.id === id)?.countRequest(),
    );
    this.#warningJournal = new WarningJournal(options.log);
    this.#clockJournal = new ClockJournal(options.log);
    this.#disagreements = new DisagreementJournal(options.log);
    this.#coverage = new CoverageJournal(options.log);
    this.#memory = new Memory(options.store, options.mode, parts.outputs.store);
    const secrets = Secrets.ofKeys(options.keys);
    this.#maker = new FeedMaker(
      encodeWithoutSecrets(options.encode ?? encode, secrets, options.log),
      { hasPast: parts.hasPast, runsOnce: options.runsOnce ?? false },
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
    const published = await Promise.all(publishers.map((one) => one.currentSequence?.() ?? 0));
    const edition = {
      sequence: Math.max(afterSequence, ...published.map((sequence) => sequence ?? 0)),
      // A replay's clock starts anew with each start.
      changedAt: Math.min(state?.edition.changedAt ?? startedAt, startedAt),
      contentHash: state?.edition.contentHash ?? '',
      publishes: [],
      runs: options.runsOnce ? [...(state?.edition.runs ?? []), startedAt].slice(-runsKept) : [],
    };
    const runners = new Runners(options, { state, ledgers }, startedAt);
    return new Collector(options, {
      outputs: new Outputs(publishers, clock, options.log),
      runners,
      edition,
      startedAt,
      hasPast: state !== null,
    });
  }

  get sequence(): number {
    return this.#edition.sequence;
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
    const runner = this.#runners.find(id);
    const isUsable = await this.#listen(runner, signal);
    await this.#memory.save(this.#edition, this.#options.clock.now());
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
    await this.#options.tables?.refreshInService(signal);
    return signal.aborted ? null : this.publish();
  }

  /**
   * Publishes the state of the world as of now or a little later: one publish at a time, and what
   * is asked for meanwhile is one more. `null` where nothing was published. Never rejects.
   */
  publish(): Promise<PublishReport | null> {
    this.#next ??= this.#underWay.then(() => {
      this.#next = null;
      this.#underWay = this.#publishNow();
      return this.#underWay;
    });
    return this.#next;
  }

  /**
   * Publishes what an earlier run left, in haste: readers wait for it, and the next publish compresses
   * it well. `null` where there is nothing to show. Never rejects.
   */
  async publishStored(): Promise<PublishReport | null> {
    if (!this.#hasPast) return null;
    this.#isHasty = true;
    const report = await this.publish();
    this.#isHasty = false;
    return report;
  }

  /**
   * Lets a publish that is under way finish or be cut short, and saves. Whoever uses it has ended
   * the runs.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await (this.#next ?? this.#underWay);
    await this.#outputs.settled();
    await this.#memory.save(this.#edition, this.#options.clock.now());
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
    const isUsable = await runner.ask(signal);
    this.#memory.heard(runner);
    return isUsable;
  }

  /** When the first source is asked: what is stored can be shown without, and half of it is this. */
  #recall(): Promise<void> {
    const recall = async () => {
      if (this.#hasPast) this.#runners.recall(await this.#memory.pastLists(this.#startedAt));
    };
    this.#recalled ??= recall();
    return this.#recalled;
  }

  #snapshot(): Snapshot {
    const { catalogue, clock } = this.#options;
    return takeSnapshot(this.#runners.observations, catalogue, clock.now());
  }

  async #publishNow(): Promise<PublishReport | null> {
    const { log, telemetry = noTelemetry } = this.#options;
    const begun = performance.now();
    try {
      this.#options.tables?.keepTime();
      const snapshot = this.#snapshot();
      if (this.#isHasty && isEmpty(snapshot)) return null;
      const disagreements = disagreementsOf(snapshot);
      this.#disagreements.tell(disagreements, snapshot.at);
      const sequence = await this.#memory.sequenceAfter(
        Math.max(this.#edition.sequence, this.#outputs.leastSequence),
      );
      this.#coverage.tell(snapshot, this.#runners.healthOfOn);
      const { clock } = this;
      if (clock !== null) this.#clockJournal.tell(clock);
      const status = this.#runners.statusOf(snapshot, this.#outputs.health, clock);
      this.#edition = nextEdition(this.#edition, snapshot, status, sequence);
      await this.#memory.save(this.#edition, snapshot.at);
      await this.#memory.contradicted(disagreements);
      const publication = await this.#publication(snapshot, status, clock);
      this.#warningJournal.heard(publication.warnings.warnings);
      await this.#send(publication);
      const duration = performance.now() - begun;
      this.#edition = tookTime(this.#edition, duration);
      telemetry.published({
        snapshot,
        warnings: publication.warnings,
        status,
        sequence,
        sources: this.#runners.healthOfOn,
        outputs: this.#outputs.health,
        tables: this.#options.tables?.health ?? [],
        clock,
        duration,
      });
      return { sequence, status, summary: snapshot.summary, failing: this.#outputs.failing };
    } catch (error) {
      const { stop } = this.#options;
      if (stop?.aborted === true && error === stop.reason) return null;
      telemetry.publishFailed();
      log.error(
        { code: 'publish-failed', err: error },
        'Nothing was published; the previous feed stays.',
      );
      return null;
    }
  }

  /** Makes the files and hands them out: what everybody reads first, where that can be. */
  async #send(publication: Publication): Promise<void> {
    const { at } = publication.snapshot;
    const { stop } = this.#options;
    await this.#maker.makeFeed(publication, this.#isHasty, stop);
    // The machine's time, also in a replay: HTTP knows no other.
    const publishedAt = systemClock.now();
    const send = (which: 'all' | 'early' | 'late') =>
      this.#outputs.publish(which, this.#edition, this.#maker.files, publishedAt, stop);
    await send('early');
    const historyOf = (station: string) => this.#memory.historyOf(station, at);
    await this.#memory.keepDays();
    const hourly = await this.#memory.hourlyUntil(at);
    const complete = { ...publication, past: { ...publication.past, hourly } };
    const isMore = await this.#maker.makeOthers(complete, historyOf, stop);
    await send(isMore ? 'all' : 'late');
    // Nobody comes later to hear whether it got there.
    if (this.#options.runsOnce === true) await this.#outputs.settled();
    stop?.throwIfAborted();
  }

  async #publication(
    snapshot: Snapshot,
    status: FeedStatus,
    clock: ClockHealth | null,
  ): Promise<Publication> {
    const { mode, catalogue, tables = null, publicUrl = null } = this.#options;
    const { sequence, changedAt, publishes, runs } = this.#edition;
    return {
      snapshot,
      isEmpty: isEmpty(snapshot),
      past: await this.#memory.pastOf(snapshot),
      catalogue,
      warnings: snapshotWarnings(this.#runners.warnings, catalogue, snapshot.at),
      status,
      mode,
      sequence,
      changedAt,
      publishes,
      interval: runs.length === 0 ? seconds(ttl) : intervalOf(runs),
      sources: this.#runners.health,
      outputs: this.#outputs.health,
      clock,
      ...(tables !== null && { tables: tables.health }),
      startedAt: this.#startedAt,
      version,
      publicUrl,
    };
  }
}

function newerOf(one: PublishReport | null, other: PublishReport | null): PublishReport | null {
  return (other?.sequence ?? 0) > (one?.sequence ?? 0) ? other : one;
}
