import { FeedClient } from './feed-client.ts';

// Two copies of the script on a page find each other's clients here, so the page makes one
// request all the same. The number is the major version of `FeedClient`'s public members.
const key: unique symbol = Symbol.for('nalssi.feed/1') as never;

interface Page {
  [key]?: Map<string, FeedClient>;
}

/** The page's one client of a feed file. */
export function pageFeed(url: string): FeedClient {
  const page = globalThis as Page;
  page[key] ??= new Map();
  const feeds = page[key];
  const feed = feeds.get(url) ?? new FeedClient(url);
  feeds.set(url, feed);
  return feed;
}

/** The page's client of a feed file where it has one already, made by whichever script. */
export function heldFeed(url: string): FeedClient | undefined {
  return (globalThis as Page)[key]?.get(url);
}
