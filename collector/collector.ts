import { createHash } from 'node:crypto';
import type { FeedMode, FeedStatus, Summary } from '@nalssi/schemas';
import type { SourceConfig } from './config.ts';
import type { Logger } from './log.ts';
import type { DirectoryPublisher } from './publish/directory-publisher.ts';
import { type EncodedFiles, encodeAll } from './publish/encode.ts';
import { buildFeedFiles, buildSchemaFiles } from './publish/feed-files.ts';
import { feedStatus } from './snapshot/feed-status.ts';
import { type Snapshot, takeSnapshot } from './snapshot/snapshot.ts';
import { SourceRunner } from './source-runner.ts';
import { healthOf, isFailing } from './source-status.ts';
import type { HistoryEntry, Store } from './store/store.ts';
import type { Clock, Instant } from './time/clock.ts';
import { version } from './version.ts';

export interface CollectorOptions {
  readonly sources: readonly SourceConfig[];
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly store: Store;
  readonly publisher: DirectoryPublisher;
  readonly log: Logger;
  /** Gets the files of each publish, by path below `/v1/`. */
  readonly onPublish?: (files: EncodedFiles) => void;
  /** The first publish has a higher sequence than this. */
  readonly afterSequence?: number;
}

/** The result of one publish, for people and exit codes. */
export interface PublishReport {
  readonly sequence: number;
  readonly status: FeedStatus;
  readonly summary: Summary;
}

/**
 * One flow: source, readings, quality, snapshot, store, publish. It holds what the sources said,
 * and turns it into the feed whenever a source answered or a minute passed.
 */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #runners: readonly SourceRunner[];
  readonly #startedAt: Instant;
  readonly #abort = new AbortController();
  #sequence = 0;
  #changedAt: Instant;
  #contentHash = '';
  #unsaved: HistoryEntry[] = [];
  #publishing: Promise<unknown> = Promise.resolve();
  #schemaFiles: EncodedFiles | null = null;
  #storeFails = false;
  #publishFails = false;

  private constructor(options: CollectorOptions) {
    const { clock, log, store } = options;
    this.#options = options;
    this.#startedAt = clock.now();
    this.#changedAt = this.#startedAt;
    const stored = store.load();
    const state = stored?.mode === options.mode ? stored : null;
    this.#runners = options.sources.map(
      (config) => new SourceRunner(config, clock, log, state?.holdings[config.id]),
    );
    if (state === null) return;
    this.#sequence = state.sequence;
    // A replay's clock starts anew with each start.
    this.#changedAt = Math.min(state.changedAt, this.#startedAt);
    this.#contentHash = state.contentHash;
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
  async run(id: string): Promise<boolean> {
    const runner = this.#runners.find(({ source }) => source.id === id);
    if (runner === undefined) throw new Error(`The source ${id} is not on.`);
    const succeeded = await this.#ask(runner);
    await this.publish();
    return succeeded;
  }

  /** Asks all sources at once and publishes what they said. */
  async runAll(): Promise<{ usable: number; report: PublishReport | null }> {
    const outcomes = await Promise.all(this.#runners.map((runner) => this.#ask(runner)));
    const report = await this.publish();
    return { usable: outcomes.filter(Boolean).length, report };
  }

  /** Publishes the state of the world now. One publish at a time. Never throws. */
  publish(): Promise<PublishReport | null> {
    const next = this.#publishing.then(() => this.#publishNow());
    this.#publishing = next;
    return next;
  }

  /** Aborts what is under way with the sources and lets a publish finish. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#publishing;
    this.#options.store.close();
  }

  async #ask(runner: SourceRunner): Promise<boolean> {
    const values = await runner.ask(this.#abort.signal);
    this.#unsaved.push(...(values ?? []));
    return values !== null;
  }

  #snapshot(): Snapshot {
    return takeSnapshot(this.#runners, this.#options.clock.now());
  }

  async #publishNow(): Promise<PublishReport | null> {
    const { clock, mode, log, publisher, onPublish } = this.#options;
    try {
      const snapshot = this.#snapshot();
      const status = feedStatus(
        snapshot,
        this.#runners.map(({ source }) => source),
        this.#runners.some(({ status }) => isFailing(status)),
      );
      const contentHash = hashOf(snapshot);
      if (contentHash !== this.#contentHash) this.#changedAt = clock.now();
      this.#contentHash = contentHash;
      this.#sequence += 1;
      this.#save();
      const files = await this.#encode(snapshot, status);
      onPublish?.(files);
      await this.#write(publisher, files);
      return { sequence: this.#sequence, status, summary: snapshot.summary };
    } catch (error) {
      log.error({ err: error, mode }, 'Nothing was published; the previous feed stays.');
      return null;
    }
  }

  async #encode(snapshot: Snapshot, status: FeedStatus): Promise<EncodedFiles> {
    const files = await encodeAll(
      buildFeedFiles({
        snapshot,
        status,
        mode: this.#options.mode,
        sequence: this.#sequence,
        changedAt: this.#changedAt,
        sources: this.#runners.map(({ source, config, status: state }) =>
          healthOf(source.id, config.cron, state),
        ),
        startedAt: this.#startedAt,
        version,
      }),
    );
    this.#schemaFiles ??= await encodeAll(buildSchemaFiles());
    return new Map([...this.#schemaFiles, ...files]);
  }

  /** A store that fails must not stop the feed: it goes on from memory and says so, once. */
  #save(): void {
    const { store, clock, mode, log } = this.#options;
    try {
      store.save(
        {
          sequence: this.#sequence,
          mode,
          changedAt: this.#changedAt,
          contentHash: this.#contentHash,
          holdings: Object.fromEntries(
            this.#runners.map(({ source, holdings }) => [source.id, holdings]),
          ),
        },
        this.#unsaved,
        clock.now(),
      );
      this.#unsaved = [];
      if (this.#storeFails) log.info('The store works again.');
      this.#storeFails = false;
    } catch (error) {
      if (!this.#storeFails) {
        log.error({ err: error }, 'The store cannot be written; the feed goes on from memory.');
      }
      this.#storeFails = true;
    }
  }

  async #write(publisher: DirectoryPublisher, files: EncodedFiles): Promise<void> {
    const { log } = this.#options;
    try {
      await publisher.publish(this.#sequence, files);
      if (this.#publishFails) log.info('The feed directory can be written again.');
      this.#publishFails = false;
    } catch (error) {
      if (!this.#publishFails) {
        log.error(
          { err: error },
          'The feed directory cannot be written; serving from memory goes on.',
        );
      }
      this.#publishFails = true;
    }
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
