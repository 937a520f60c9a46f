import { mostOlder } from './feed-client.ts';
import type { FeedError } from './feed-error.ts';
import { fetchFeedFile } from './fetch-feed-file.ts';
import { firstRetry, refreshDelay } from './refresh-schedule.ts';
import { refuseFuture, ServerClock } from './server-clock.ts';
import { supersedes, type TickerSnapshot } from './ticker-snapshot.ts';

/** What every file of the feed says of itself. */
export type FileContent = Pick<TickerSnapshot, 'mode' | 'generatedAt' | 'sequence' | 'ttl'>;

/** One file of the feed, asked for once for all its readers, and polled while it has any. */
export class PolledFile<Content extends FileContent> {
  /** The newest that was taken, `null` before the first. */
  content: Content | null = null;
  /** Why the last request failed, `null` when it did not. */
  failure: FeedError | null = null;
  readonly #url: string;
  readonly #read: (file: unknown) => Content;
  readonly #clock = new ServerClock();
  readonly #readers = new Set<() => void>();
  #failures = 0;
  #older = 0;
  /** On the monotonic clock, like everything that is waited for. */
  #dueAt = 0;
  #answeredAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: Promise<void> | undefined;

  /** `read` gives what the parsed file says, and throws for what is none. */
  constructor(url: string, read: (file: unknown) => Content) {
    this.#url = url;
    this.#read = read;
  }

  /** The feed's now in milliseconds since the epoch; NaN before the first answer. */
  now(): number {
    return this.#clock.now();
  }

  /** Whether what was answered is old: a cache gave it, and nobody has said anything since. */
  get isLate(): boolean {
    return this.#clock.isLate;
  }

  /** Calls `reader` after every request until the function that this gives back is called. */
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

  async #load(): Promise<void> {
    let ttl = this.content?.ttl ?? 60;
    try {
      await fetchFeedFile(this.#url, (file, times) => {
        const content = this.#read(file);
        refuseFuture(content.generatedAt, times);
        ttl = content.ttl;
        const { sequence } = content;
        const isNews =
          supersedes(content, this.content) ||
          (sequence !== this.content?.sequence && ++this.#older === mostOlder);
        if (isNews) this.content = content;
        // Also by a file that is not news: its answer still tells the time. An older one does not.
        if (sequence !== this.content?.sequence) return;
        this.#older = 0;
        this.#clock.set(content, times);
      });
      this.failure = null;
      this.#failures = 0;
    } catch (error) {
      this.failure = error as FeedError;
      this.#failures += 1;
    }
    this.#answeredAt = performance.now();
    this.#dueAt = this.#answeredAt + refreshDelay(ttl, this.#failures, Math.random());
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
