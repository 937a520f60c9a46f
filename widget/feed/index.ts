import { FeedError } from './feed-error.ts';
import { tickerFileUrl } from './feed-url.ts';
import { living, nextExpiry } from './freshness.ts';
import { pageFeed } from './page-feeds.ts';
import type { Observation, TickerSnapshot } from './ticker-snapshot.ts';

// The feed for those who draw themselves: no element, no DOM.

export { FeedError, type FeedErrorReason } from './feed-error.ts';
export type { Observation, Timed } from './ticker-snapshot.ts';

export interface FeedOptions {
  /**
   * Base of the feed, as in `https://weather.example.com/v1/`; from the page's address where it is
   * relative, and `/v1/` of the page without it. Where there is no page it must be whole.
   */
  readonly feed?: string;
  /** One region alone, by its code: `KR-44`. Without it the whole country. */
  readonly region?: string;
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
}

/** What the feed says at one moment. A value that is past its time is not in it any more. */
export interface FeedReading
  extends Pick<TickerSnapshot, 'mode' | 'status' | 'sequence' | 'generatedAt' | 'attribution'> {
  /** The feed's now in milliseconds since the epoch, also when the reader's clock is wrong. */
  readonly now: number;
  /** In the order of the feed. A value is `null` where there is none, and from its `expiresAt` on. */
  readonly observations: readonly Observation[];
}

// Longer waits than this overflow setTimeout; the values are simply looked at again.
const longestWait = 86_400_000;

/**
 * Reads a feed until the function that this gives back is called: asks at once, then as often as
 * the feed wants it, with one request for all who read the same file on a page. Calls `reader` after
 * each request and whenever a value dies: with what the feed says, `null` before the first answer,
 * and why the last request failed, `null` when it did not; what was heard before stays until it
 * dies. Throws a FeedError, `address`, for a feed that is no web address and a region that is no code.
 */
export function subscribe(
  { feed = '', region, signal }: FeedOptions,
  reader: (reading: FeedReading | null, failure: FeedError | null) => void,
): () => void {
  const client = pageFeed(addressOf(feed, region));
  let isOver = signal?.aborted === true;
  let expiry: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    clearTimeout(expiry);
    if (isOver) return;
    const { snapshot, failure } = client;
    const now = client.now();
    const dies = snapshot === null ? null : nextExpiry(snapshot.observations, now);
    if (dies !== null) expiry = setTimeout(tell, Math.min(dies - now + 1, longestWait));
    try {
      reader(snapshot === null ? null : readingOf(snapshot, now, client.isLate), failure);
    } catch (error) {
      // A fault of the reader's is its page's to hear of, and keeps no other from the news.
      queueMicrotask(() => {
        throw error;
      });
    }
  };

  const leave = isOver ? undefined : client.subscribe(tell);
  // Somebody else on the page may have it already.
  if (client.snapshot !== null) queueMicrotask(tell);
  const end = () => {
    isOver = true;
    clearTimeout(expiry);
    leave?.();
    signal?.removeEventListener('abort', end);
  };
  signal?.addEventListener('abort', end);
  return end;
}

function addressOf(feed: string, region: string | undefined): string {
  const url = tickerFileUrl(feed, globalThis.location?.href ?? 'about:blank');
  if (url === null) throw new FeedError('address');
  if (region === undefined) return url;
  if (!/^KR-\d\d$/.test(region)) throw new FeedError('address');
  return new URL(`regions/${region}.json`, url).href;
}

function readingOf(snapshot: TickerSnapshot, now: number, isLate: boolean): FeedReading {
  const { mode, status, sequence, generatedAt, attribution, observations } = snapshot;
  return {
    mode,
    // An answer that a cache kept says what was so at its time.
    status: isLate ? 'stale' : status,
    sequence,
    generatedAt,
    attribution,
    now,
    observations: observations.map((observation) => ({
      ...observation,
      condition: living(observation.condition, now),
      temperature: living(observation.temperature, now),
    })),
  };
}
