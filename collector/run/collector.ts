import { createHash } from 'node:crypto';
import type { FeedMode, FeedStatus, HealthFile, Summary } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Config } from '../config.ts';
import { buildDescriptionFiles, buildFeedFiles } from '../feed/feed-files.ts';
import type { Publication } from '../feed/publication.ts';
import { ObservationRunner } from '../intake/observation-intake.ts';
import { healthOfOff } from '../intake/source-health.ts';
import { WarningRunner } from '../intake/warning-intake.ts';
import type { DirectoryPublisher } from '../publish/directory-publisher.ts';
import { type EncodedFiles, encodeAll } from '../publish/encode.ts';
import { Outputs } from '../publish/outputs.ts';
import { StationFiles } from '../publish/station-files.ts';
import { feedStatus } from '../snapshot/feed-status.ts';
import { type Snapshot, takeSnapshot } from '../snapshot/snapshot.ts';
import type { TemperatureChanges } from '../snapshot/temperature-change.ts';
import { snapshotWarnings } from '../snapshot/warnings.ts';
import { sources } from '../sources/registry.ts';
import { PastTemperatures } from '../store/past-temperatures.ts';
import {
  type HistoryEntry,
  historyRetention,
  type Store,
  type StoredState,
} from '../store/store.ts';
import type { Logger } from '../telemetry/log.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { type Clock, type Duration, type Instant, systemClock } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import type { Sleep } from '../time/sleep.ts';
import { version } from '../version.ts';

export interface CollectorOptions extends Pick<Config, 'sources' | 'off' | 'keys'> {
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly store: Store;
  readonly publisher: DirectoryPublisher;
  readonly catalogue: Catalogue;
  readonly log: Logger;
  readonly telemetry?: Telemetry;
  /** Gets the files of each publish, by path below `/v1/`. */
  readonly onPublish?: (files: EncodedFiles, at: Instant) => void;
  /** The first publish has a higher sequence than this. */
  readonly afterSequence?: number;
}

/** The result of one publish, for people and exit codes. */
export interface PublishReport {
  readonly sequence: number;
  readonly status: FeedStatus;
  readonly summary: Summary;
  /** Outputs that it could not be written to: the log says why. */
  readonly failing: readonly string[];
}

/** Of runs that nobody ends. */
const never = new AbortController().signal;

/** Publishes that health tells of. */
const publishesKept = 20;

/**
 * One flow: source, readings, quality, snapshot, store, publish. It holds what the sources said,
 * and turns it into the feed whenever a source answered or a minute passed.
 */
export class Collector implements AsyncDisposable {
  readonly #options: CollectorOptions;
  readonly #observations: readonly ObservationRunner[];
  readonly #warnings: WarningRunner | null;
  readonly #startedAt: Instant;
  #sequence = 0;
  #changedAt: Instant;
  #contentHash = '';
  #unsaved: HistoryEntry[] = [];
  #publishing: Promise<unknown> = Promise.resolve();
  /** Schemas and descriptions, which do not change. */
  #descriptionFiles: EncodedFiles | null = null;
  readonly #stationFiles = new StationFiles();
  readonly #pastTemperatures: PastTemperatures;
  readonly #outputs: Outputs;
  #publishes: HealthFile['publishes'] = [];

  private constructor(options: CollectorOptions) {
    const { clock, store, mode } = options;
    this.#options = options;
    this.#startedAt = clock.now();
    this.#changedAt = this.#startedAt;
    this.#outputs = new Outputs(clock, options.log);
    this.#pastTemperatures = new PastTemperatures(store);
    const stored = store.load();
    const state = stored?.mode === mode ? stored : null;
    const runners = options.sources.map((config) => this.#startRunner(config, state));
    this.#observations = runners.filter((runner) => runner instanceof ObservationRunner);
    this.#warnings = runners.find((runner) => runner instanceof WarningRunner) ?? null;
    if (state === null) return;
    this.#sequence = state.sequence;
    // A replay's clock starts anew with each start.
    this.#changedAt = Math.min(state.changedAt, this.#startedAt);
    this.#contentHash = state.contentHash;
  }

  #startRunner(
    config: CollectorOptions['sources'][number],
    state: StoredState | null,
  ): ObservationRunner | WarningRunner {
    const source = sources[config.id];
    const options = { ...this.#options, config, ledger: state?.ledgers[config.id] };
    return source.kind === 'warnings'
      ? new WarningRunner(source, options, state?.warnings ?? null)
      : new ObservationRunner(source, options, state?.holdings[config.id]);
  }

  /** Takes up where the store says the last run ended. Throws StoreError. */
  static async open(options: CollectorOptions): Promise<Collector> {
    const collector = new Collector(options);
    const published = await options.publisher.currentSequence();
    collector.#sequence = Math.max(collector.#sequence, published ?? 0, options.afterSequence ?? 0);
    return collector;
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** Whether an earlier run left values that can still be shown. */
  get hasValues(): boolean {
    const { fresh, carried } = this.#snapshot().summary;
    return fresh + carried > 0;
  }

  /** Asks one source and publishes what it said. Returns whether it gave anything usable. */
  async run(id: string, signal: AbortSignal = never): Promise<boolean> {
    const runner = this.#runners.find(({ source }) => source.id === id);
    if (runner === undefined) throw new Error(`The source ${id} is not on.`);
    const succeeded = await runner.ask(signal);
    if (!signal.aborted) await this.publish();
    return succeeded;
  }

  /** Asks all sources at once and publishes what they said. */
  async runAll(
    signal: AbortSignal = never,
  ): Promise<{ usable: number; report: PublishReport | null }> {
    const outcomes = await Promise.all(this.#runners.map((runner) => runner.ask(signal)));
    const report = signal.aborted ? null : await this.publish();
    return { usable: outcomes.filter(Boolean).length, report };
  }

  /** Publishes the state of the world now. One publish at a time. Never throws. */
  publish(): Promise<PublishReport | null> {
    const next = this.#publishing.then(() => this.#publishNow());
    this.#publishing = next;
    return next;
  }

  /** Lets a publish under way finish. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#publishing;
    this.#options.store.close();
  }

  close(): Promise<void> {
    return this[Symbol.asyncDispose]();
  }

  get #runners(): readonly (ObservationRunner | WarningRunner)[] {
    return this.#warnings === null ? this.#observations : [...this.#observations, this.#warnings];
  }

  #snapshot(): Snapshot {
    const { catalogue, clock } = this.#options;
    return takeSnapshot(this.#observations, catalogue, clock.now());
  }

  async #publishNow(): Promise<PublishReport | null> {
    const { clock, log, onPublish, publisher, telemetry = noTelemetry } = this.#options;
    const begun = performance.now();
    try {
      const snapshot = this.#snapshot();
      const observationSources = this.#observations.map(({ source }) => source);
      const someSourceFails = this.#runners.some(({ isFailing }) => isFailing);
      const status = feedStatus(snapshot, observationSources, someSourceFails);
      const contentHash = hashOf(snapshot);
      if (contentHash !== this.#contentHash) this.#changedAt = clock.now();
      this.#contentHash = contentHash;
      this.#sequence += 1;
      this.#record(snapshot, status);
      await this.#outputs.write('store', () => this.#save());
      const files = await this.#encode(snapshot, status);
      // The machine's time, also in a replay: HTTP knows no other.
      const at = systemClock.now();
      onPublish?.(files, at);
      await this.#outputs.write('directory', () => publisher.publish(this.#sequence, files, at));
      const duration = performance.now() - begun;
      this.#recordTime(duration);
      telemetry.published({
        snapshot,
        status,
        sequence: this.#sequence,
        sources: this.#runners.map(({ health }) => health),
        outputs: this.#outputs.health,
        duration,
      });
      const failing = this.#outputs.health.filter(({ state }) => state === 'failing');
      return {
        sequence: this.#sequence,
        status,
        summary: snapshot.summary,
        failing: failing.map(({ id }) => id),
      };
    } catch (error) {
      telemetry.publishFailed();
      log.error(
        { code: 'publish-failed', err: error },
        'Nothing was published; the previous feed stays.',
      );
      return null;
    }
  }

  #record({ summary, at }: Snapshot, status: FeedStatus): void {
    const { fresh } = summary;
    const record = {
      sequence: this.#sequence,
      at: formatKst(at),
      status,
      fresh,
      milliseconds: null,
    };
    this.#publishes = [...this.#publishes, record].slice(-publishesKept);
  }

  /** What a publish took is known only after its files are out: the next one's health tells. */
  #recordTime(duration: Duration): void {
    const last = this.#publishes.at(-1);
    if (last === undefined) return;
    this.#publishes = this.#publishes.with(-1, { ...last, milliseconds: Math.round(duration) });
  }

  async #encode(snapshot: Snapshot, status: FeedStatus): Promise<EncodedFiles> {
    const publication = this.#publication(snapshot, status);
    const files = await encodeAll(buildFeedFiles(publication));
    const stations = await this.#stationFiles.update(publication, (station) =>
      this.#historyOf(station, snapshot.at),
    );
    this.#descriptionFiles ??= await encodeAll(buildDescriptionFiles());
    return new Map([...this.#descriptionFiles, ...stations, ...files]);
  }

  /** Without its past a station's file still has its present. */
  #historyOf(station: string, now: Instant): HistoryEntry[] {
    let entries: HistoryEntry[] = [];
    try {
      entries = this.#options.store.history(station, now - historyRetention);
    } catch (error) {
      this.#outputs.failed('store', error);
    }
    return entries;
  }

  /** Without the day before there is no change, and everything else. */
  #temperatureChanges(snapshot: Snapshot): TemperatureChanges {
    try {
      return this.#pastTemperatures.changesOf(snapshot);
    } catch (error) {
      this.#outputs.failed('store', error);
      return new Map();
    }
  }

  #publication(snapshot: Snapshot, status: FeedStatus): Publication {
    const { mode, off, catalogue } = this.#options;
    return {
      snapshot,
      temperatureChanges: this.#temperatureChanges(snapshot),
      warnings: snapshotWarnings(this.#warnings, catalogue, snapshot.at),
      status,
      mode,
      sequence: this.#sequence,
      changedAt: this.#changedAt,
      sources: [
        ...this.#runners.map(({ health }) => health),
        ...off.map(({ id, note }) => healthOfOff(id, sources[id].title, note, this.#startedAt)),
      ],
      publishes: this.#publishes,
      outputs: this.#outputs.health,
      startedAt: this.#startedAt,
      version,
    };
  }

  #save(): void {
    const { store, mode, clock } = this.#options;
    this.#unsaved.push(...this.#observations.flatMap((runner) => runner.takeHistory()));
    const byId = <Value>(entries: readonly (readonly [string, Value])[]) =>
      Object.fromEntries(entries);
    store.save(
      {
        sequence: this.#sequence,
        mode,
        changedAt: this.#changedAt,
        contentHash: this.#contentHash,
        holdings: byId(this.#observations.map(({ source, holdings }) => [source.id, holdings])),
        ledgers: byId(this.#runners.map(({ source, ledger }) => [source.id, ledger])),
        warnings: this.#warnings?.list ?? null,
      },
      this.#unsaved,
      clock.now(),
    );
    this.#unsaved = [];
  }
}

/** Of what the feed shows, without the ages. */
function hashOf({ stations }: Snapshot): string {
  const content = stations.map(({ station, elements }) => [
    station,
    Object.entries(elements).map(([element, { shown, failed, state }]) => [
      element,
      state === 'expired' || state === 'never' ? state : [shown?.value, shown?.observedAt],
      failed?.value,
    ]),
  ]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
