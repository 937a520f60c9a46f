import type { FeedError } from './feed-error.ts';
import { fetchFeedFile } from './fetch-feed-file.ts';
import { parseTickerFile } from './parse-ticker-file.ts';
import { firstRetry, refreshDelay } from './refresh-schedule.ts';
import { type ResponseTimes, refuseFuture, ServerClock, toTellApart } from './server-clock.ts';
import { supersedes, type TickerSnapshot } from './ticker-snapshot.ts';

/**
 * After so many answers in a row that are older than what is held the feed is believed: what it
 * insists on is what it says, however far ahead a bad file has counted.
 */
export const mostOlder = 3;

/** One feed file, asked for once for all its readers, and polled while it has any. */
export class FeedClient {
  /** The newest snapshot taken, `null` before the first. */
  snapshot: TickerSnapshot | null = null;
  /** Why the last request failed, `null` when it did not. */
  failure: FeedError | null = null;
  readonly #url: string;
  readonly #clock = new ServerClock();
  readonly #readers = new Set<() => void>();
  #failures = 0;
  /** Of the last answer, also of one that is older than what is held. */
  #ttl = 0;
  #older = 0;
  /** On the monotonic clock, like everything that is waited for. */
  #dueAt = 0;
  #answeredAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: Promise<void> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** The feed's now in milliseconds since the epoch. */
  now(): number {
    return this.#clock.now();
  }

  /** Whether what was answered is old: a cache gave it, and nobody has said anything since. */
  get isLate(): boolean {
    return this.#clock.isLate;
  }

  /**
   * Calls `reader` after every request until the function that this gives back is called. Asks at
   * once where the file is due. Whoever comes back to a page need not wait out a long retry
   * either, but scrolling to and fro does not become a flood.
   */
  subscribe(reader: () => void): () => void {
    this.#readers.add(reader);
    if (this.#failures > 0) this.#dueAt = Math.min(this.#dueAt, this.#answeredAt + firstRetry);
    this.#schedule();
    return () => {
      this.#readers.delete(reader);
      this.#schedule();
    };
  }

  /** Asks for the file now. Never rejects: what went wrong is in `failure`. */
  refresh(): Promise<void> {
    this.#request ??= this.#load().finally(() => {
      this.#request = undefined;
      this.#schedule();
    });
    return this.#request;
  }

  /** Takes a ticker file. Throws for what is none. */
  take(file: unknown, times: ResponseTimes): void {
    const snapshot = parseTickerFile(file);
    refuseFuture(snapshot.generatedAt, times);
    this.#ttl = snapshot.ttl;
    const { sequence } = snapshot;
    if (
      supersedes(snapshot, this.snapshot) ||
      (sequence !== this.snapshot?.sequence && ++this.#older === mostOlder)
    ) {
      this.snapshot = snapshot;
    }
    // Also by a file that is not news: its answer still tells the time. An older one does not.
    if (sequence === this.snapshot?.sequence) {
      this.#older = 0;
      // Asks again soon where it cannot be told if the answer is old or the reader's clock wrong.
      if (this.#clock.set(snapshot, times)) this.#ttl = toTellApart;
    }
  }

  async #load(): Promise<void> {
    try {
      await fetchFeedFile(this.#url, (file, times) => this.take(file, times));
      this.failure = null;
      this.#failures = 0;
    } catch (error) {
      this.failure = error as FeedError;
      this.#failures += 1;
    }
    this.#answeredAt = performance.now();
    this.#dueAt = this.#answeredAt + refreshDelay(this.#ttl, this.#failures, Math.random());
    for (const reader of [...this.#readers]) reader();
  }

  /** One timer, and none while nobody reads. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#readers.size > 0 && this.#request === undefined) {
      this.#timer = setTimeout(() => void this.refresh(), this.#dueAt - performance.now());
    }
  }
}
