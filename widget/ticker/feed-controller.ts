import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { FeedClient } from '../feed/feed-client.ts';
import { FeedError } from '../feed/feed-error.ts';
import { pageFeed } from '../feed/page-feeds.ts';
import type { TickerSnapshot } from '../feed/ticker-snapshot.ts';

// Longer waits than this overflow setTimeout; the view is simply looked at again.
const longestWait = 86_400_000;

/** Reads the page's shared client of one feed for one element, and wakes it when values die. */
export class FeedController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #url: string | null = '';
  #client: FeedClient | undefined;
  #leave: (() => void) | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #seen = false;
  #failure: FeedError | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get snapshot(): TickerSnapshot | null {
    return this.#client?.snapshot ?? null;
  }

  /** Whether somebody can see the element. */
  get seen(): boolean {
    return this.#seen;
  }

  /** Another object for each request that failed; `null` when the last one did not. */
  get failure(): FeedError | null {
    return this.#client?.failure ?? this.#failure;
  }

  /** Whether what was answered is old. */
  get isLate(): boolean {
    return this.#client?.isLate === true;
  }

  /** The feed's now in milliseconds since the epoch. */
  now(): number {
    return this.#client?.now() ?? Number.NaN;
  }

  async refresh(): Promise<void> {
    await this.#client?.refresh();
  }

  /** Reads the feed file at `url` from now on; `null` for an address that is none. */
  follow(url: string | null): void {
    if (url === this.#url) return;
    this.#url = url;
    this.#client = url === null ? undefined : pageFeed(url);
    this.#failure = url === null ? new FeedError('address') : null;
    // Also for a page that is opened in the background: it is there when it is first looked at.
    if (this.snapshot === null) void this.refresh().then(this.#update);
    this.setSeen(this.#seen);
  }

  /** Polls while somebody can see the element, and not otherwise. */
  setSeen(seen: boolean): void {
    this.#seen = seen;
    this.#leave?.();
    this.#leave = seen ? this.#client?.subscribe(this.#update) : undefined;
    this.#update();
  }

  /** Updates the host at `time`, in milliseconds since the epoch by the feed's clock. */
  wakeAt(time: number | null): void {
    clearTimeout(this.#expiry);
    if (time === null || !this.#seen) return;
    const wait = Math.min(Math.max(time - this.now(), 0) + 1, longestWait);
    this.#expiry = setTimeout(this.#update, wait);
  }

  hostDisconnected(): void {
    clearTimeout(this.#expiry);
  }

  readonly #update = () => this.#host.requestUpdate();
}
