import type { StationFile } from '@nalssi/schemas';
import { mostOlder } from '../../feed/feed-client.ts';
import { refreshDelay } from '../../feed/refresh-schedule.ts';
import { refuseFuture, ServerClock, toTellApart } from '../../feed/server-clock.ts';
import { supersedes } from '../../feed/ticker-snapshot.ts';
import type { QuotaSample } from '../model/quota.ts';
import {
  type FeedFiles,
  type FileName,
  fileNames,
  readers,
  readStationFile,
  snapshotOf,
} from './feed-files.ts';
import { FileError, fetchFile } from './fetch-file.ts';

/** Whatever has been read of the feed so far: the last good file of each kind. */
export type HeldFiles = { readonly [Name in FileName]: FeedFiles[Name] | null };

/** Reads the feed again and again, and keeps the last good files while it cannot be read. */
export class OpsClient {
  /** Another object after each request. */
  files: HeldFiles = { health: null, observations: null, stations: null, warnings: null };
  /** Why a file could not be read the last time. */
  failures: ReadonlyMap<FileName, FileError> = new Map();
  /** Of the selected station; `null` before it has come. */
  station: StationFile | null = null;
  stationFailure: FileError | null = null;
  /** The first sight of each quota today, to see how fast it is spent. */
  readonly samples = new Map<string, QuotaSample>();
  readonly #base: string | null;
  readonly #changed: () => void;
  readonly #clock = new ServerClock();
  /** Of health; short where another answer tells if the feed is old or this machine's clock wrong. */
  #ttl = 0;
  /** Answers in a row that were older than what is held. */
  readonly #older = new Map<FileName, number>();
  #selected: string | null = null;
  #active = false;
  #failed = 0;
  #dueAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: Promise<void> | undefined;
  #lastRead = Number.NaN;
  #failingSince = Number.NaN;

  /** `base`: the feed's folder, with its last slash; `changed` is called after every request. */
  constructor(base: string | null, changed: () => void) {
    this.#base = base;
    this.#changed = changed;
  }

  /** The feed's now, milliseconds since the epoch; this machine's before the first answer. */
  now(): number {
    const now = this.#clock.now();
    return Number.isNaN(now) ? Date.now() : now;
  }

  /** Since when the feed cannot be read, by the feed's clock; `null` while it can. */
  get failingSince(): number | null {
    if (!this.failures.has('health')) return null;
    return this.now() - (performance.now() - this.#failingSince);
  }

  /** When health was last read, by the feed's clock. */
  get lastReadAt(): number | null {
    return Number.isNaN(this.#lastRead) ? null : this.now() - (performance.now() - this.#lastRead);
  }

  /** Milliseconds until the next request; `null` while one is under way, or nobody looks. */
  get wait(): number | null {
    if (!this.#active || this.#request !== undefined) return null;
    return Math.max(0, this.#dueAt - performance.now());
  }

  /** Polls while the page can be seen; whoever comes back gets what is due at once. */
  setActive(active: boolean): void {
    this.#active = active;
    if (active && this.#failed > 0) this.#dueAt = 0;
    this.#schedule();
  }

  /** Asks for the feed now. Never rejects. */
  refresh(): Promise<void> {
    this.#request ??= this.#load().finally(() => {
      this.#request = undefined;
      this.#schedule();
      this.#changed();
    });
    return this.#request;
  }

  /** Reads the file of a station, now and after every publish. */
  async select(station: string | null): Promise<void> {
    if (station === this.#selected) return;
    this.#selected = station;
    this.station = null;
    this.stationFailure = null;
    await this.#loadStation();
    this.#changed();
  }

  async #load(): Promise<void> {
    const results = await Promise.all(fileNames.map((name) => this.#loadFile(name)));
    this.failures = new Map(results.filter((result) => result !== null));
    const failed = this.failures.has('health');
    this.#failed = failed ? this.#failed + 1 : 0;
    if (!failed) {
      this.#lastRead = performance.now();
      this.#sample();
    } else if (this.#failed === 1) this.#failingSince = performance.now();
    if (!failed) await this.#loadStation();
    this.#dueAt = performance.now() + refreshDelay(this.#ttl, this.#failed, Math.random());
  }

  async #loadFile<Name extends FileName>(name: Name): Promise<[Name, FileError] | null> {
    if (this.#base === null) return [name, new FileError('address', null)];
    try {
      const { file, times } = await fetchFile(`${this.#base}${name}.json`, readers[name]);
      const held = this.files[name];
      const snapshot = snapshotOf(file);
      refuseFuture(snapshot.generatedAt, times);
      const isSame = held?.sequence === file.sequence;
      const older = isSame ? 0 : (this.#older.get(name) ?? 0) + 1;
      const isNews = supersedes(snapshot, held && snapshotOf(held)) || older === mostOlder;
      this.#older.set(name, isNews ? 0 : older);
      if (isNews) this.files = { ...this.files, [name]: file };
      if (name === 'health' && (isNews || isSame)) {
        this.#ttl = this.#clock.set(snapshot, times) ? toTellApart : snapshot.ttl;
      }
      return null;
    } catch (error) {
      return [name, error instanceof FileError ? error : new FileError('format', null, error)];
    }
  }

  async #loadStation(): Promise<void> {
    const station = this.#selected;
    if (station === null || this.#base === null) return;
    const url = `${this.#base}stations/${station}.json`;
    const result = await fetchFile(url, readStationFile).catch((error: FileError) => error);
    // Another one may have been selected meanwhile.
    if (station !== this.#selected) return;
    this.stationFailure = result instanceof FileError ? result : null;
    if (!(result instanceof FileError)) this.station = result.file;
  }

  #sample(): void {
    for (const { id, quota } of this.files.health?.sources ?? []) {
      const first = this.samples.get(id);
      // Counted anew since: a day has begun.
      if (first === undefined || quota.used < first.used) {
        this.samples.set(id, { at: this.now(), used: quota.used });
      }
    }
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#active && this.#request === undefined) {
      this.#timer = setTimeout(() => void this.refresh(), this.#dueAt - performance.now());
    }
  }
}
