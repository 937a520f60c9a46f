import type { ClockHealth, FeedStatus, Summary } from '@nalssi/schemas';
import { ttl } from '../feed/envelope.ts';
import type { Publication } from '../feed/publication.ts';
import { encode } from '../publish/encode.ts';
import { encodeWithoutSecrets } from '../publish/encode-without-secrets.ts';
import { FeedMaker } from '../publish/feed-maker.ts';
import type { Outputs } from '../publish/outputs.ts';
import { disagreementsOf } from '../snapshot/disagreements.ts';
import { isEmpty, type Snapshot, takeSnapshot } from '../snapshot/snapshot.ts';
import { snapshotWarnings } from '../snapshot/warnings.ts';
import { Secrets } from '../telemetry/secrets.ts';
import { noTelemetry } from '../telemetry/telemetry.ts';
import { type Duration, type Instant, seconds, systemClock } from '../time/clock.ts';
import { version } from '../version.ts';
import { ClockJournal } from './clock-journal.ts';
import type { CollectorOptions } from './collector-options.ts';
import { CoverageJournal } from './coverage-journal.ts';
import { DisagreementJournal } from './disagreement-journal.ts';
import { type Edition, nextEdition, tookTime, withRecord } from './edition.ts';
import { intervalOf } from './interval.ts';
import type { Memory } from './memory.ts';
import type { Runners } from './runners.ts';
import { WarningJournal } from './warning-journal.ts';

/** The result of one publish, for people and exit codes. */
export interface PublishReport {
  readonly sequence: number;
  readonly status: FeedStatus;
  readonly summary: Summary;
  /** Outputs that it could not be written to: the log says why. */
  readonly failing: readonly string[];
}

/** What is published, and what it is made of. */
export interface PublishingParts {
  readonly outputs: Outputs;
  readonly runners: Runners;
  readonly memory: Memory;
  readonly edition: Edition;
  readonly startedAt: Instant;
  /** Whether an earlier run of this mode left its state. */
  readonly hasPast: boolean;
}

/** Turns what the sources said into the feed, one publish after another. */
export class Publishing {
  readonly #options: CollectorOptions;
  readonly #parts: PublishingParts;
  readonly #disagreements: DisagreementJournal;
  readonly #coverage: CoverageJournal;
  readonly #warningJournal: WarningJournal;
  readonly #clockJournal: ClockJournal;
  readonly #maker: FeedMaker;
  #edition: Edition;
  #isHasty = false;
  /** The outputs that the last health says fail. */
  #failing = '';
  #underWay: Promise<PublishReport | null> = Promise.resolve(null);
  #next: Promise<PublishReport | null> | null = null;

  constructor(options: CollectorOptions, parts: PublishingParts) {
    const { log } = options;
    this.#options = options;
    this.#parts = parts;
    this.#edition = parts.edition;
    this.#disagreements = new DisagreementJournal(log);
    this.#coverage = new CoverageJournal(log);
    this.#warningJournal = new WarningJournal(log);
    this.#clockJournal = new ClockJournal(log);
    this.#maker = new FeedMaker(
      encodeWithoutSecrets(options.encode ?? encode, Secrets.ofKeys(options.keys), log),
      { hasPast: parts.hasPast, runsOnce: options.runsOnce ?? false },
    );
  }

  /** What was published last, or is to be. */
  get edition(): Edition {
    return this.#edition;
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
    if (!this.#parts.hasPast) return null;
    this.#isHasty = true;
    const report = await this.publish();
    this.#isHasty = false;
    return report;
  }

  /**
   * Publishes because an output is lost or there again: once more where what it told of them is not so
   * any more when they have it. Never rejects.
   */
  async publishOutputs(): Promise<void> {
    await this.publish();
    await this.#parts.outputs.settled();
    if (this.#options.stop?.aborted === true) return;
    if (this.#failing !== this.#parts.outputs.failing.join()) await this.publish();
  }

  /** Resolves when nothing is being published any more, and nothing is on its way. */
  async settled(): Promise<void> {
    await (this.#next ?? this.#underWay);
    await this.#parts.outputs.settled();
  }

  #snapshot(): Snapshot {
    const { catalogue, clock } = this.#options;
    return takeSnapshot(this.#parts.runners.observations, catalogue, clock.now());
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
      const sequence = await this.#parts.memory.sequenceAfter(
        Math.max(this.#edition.sequence, this.#parts.outputs.leastSequence),
      );
      this.#coverage.tell(snapshot, this.#parts.runners.healthOfOn);
      const clock = this.#options.clockCheck?.look() ?? null;
      if (clock !== null) this.#clockJournal.tell(clock);
      this.#edition = nextEdition(this.#edition, snapshot, sequence);
      await this.#parts.memory.save(this.#edition, snapshot.at);
      // Refused where another collector has taken over, and then nothing of this goes anywhere.
      this.#options.stop?.throwIfAborted();
      await this.#parts.memory.contradicted(disagreements);
      const publication = await this.#publication(snapshot, clock);
      const { status } = publication;
      this.#warningJournal.heard(publication.warnings.warnings);
      await this.#send(publication);
      const duration = performance.now() - begun;
      this.#edition = tookTime(this.#edition, duration);
      this.#tellTelemetry(publication, duration);
      return { sequence, status, summary: snapshot.summary, failing: this.#parts.outputs.failing };
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
    const { sequence } = this.#edition;
    const { lease } = this.#options.store;
    const fence = lease !== undefined && { confirm: () => lease.confirm() };
    const send = (which: 'all' | 'early' | 'late') => {
      const edition = { sequence, isPartial: !this.#maker.isComplete, ...fence };
      return this.#parts.outputs.publish(which, edition, this.#maker.files, publishedAt, stop);
    };
    await send('early');
    const historyOf = (station: string) => this.#parts.memory.historyOf(station, at);
    await this.#parts.memory.keepDays();
    const hourly = await this.#parts.memory.hourlyUntil(at);
    const complete = { ...publication, past: { ...publication.past, hourly } };
    const isMore = await this.#maker.makeOthers(complete, historyOf, stop);
    await send(isMore ? 'all' : 'late');
    // Nobody comes later to hear whether it got there.
    if (this.#options.runsOnce === true) await this.#parts.outputs.settled();
    stop?.throwIfAborted();
  }

  #tellTelemetry(publication: Publication, duration: Duration): void {
    const { telemetry = noTelemetry, tables } = this.#options;
    const { snapshot, warnings, status, sequence, clock = null } = publication;
    telemetry.published({
      snapshot,
      warnings,
      status,
      sequence,
      sources: this.#parts.runners.healthOfOn,
      outputs: this.#parts.outputs.health,
      tables: tables?.health ?? [],
      clock,
      duration,
    });
  }

  async #publication(snapshot: Snapshot, clock: ClockHealth | null): Promise<Publication> {
    const { mode, catalogue, tables = null, publicUrl = null } = this.#options;
    const past = await this.#parts.memory.pastOf(snapshot);
    // Saving and reading tell whether the store works: only now is what is said of it of one moment.
    const outputs = this.#parts.outputs.health;
    const status = this.#parts.runners.statusOf(snapshot, outputs, clock);
    this.#edition = withRecord(this.#edition, snapshot, status);
    const { sequence, changedAt, publishes, runs } = this.#edition;
    this.#failing = this.#parts.outputs.failing.join();
    return {
      snapshot,
      isEmpty: isEmpty(snapshot),
      past,
      catalogue,
      warnings: snapshotWarnings(this.#parts.runners.warnings, catalogue, snapshot.at),
      status,
      mode,
      sequence,
      changedAt,
      publishes,
      interval: runs.length === 0 ? seconds(ttl) : intervalOf(runs),
      sources: this.#parts.runners.health,
      outputs,
      clock,
      ...(tables !== null && { tables: tables.health }),
      startedAt: this.#parts.startedAt,
      version,
      publicUrl,
    };
  }
}
