import { parseLimited } from '../feed/limit-body.ts';
import { heldFeed } from '../feed/page-feeds.ts';
import type { TickerSnapshot } from '../feed/ticker-snapshot.ts';
import type { ExtendedTicker, ExtensionModel } from '../ticker/extension.ts';

/**
 * What is kept of a feed file. A later version that keeps another shape has another name for it.
 */
interface Copy {
  /** When it was kept, by the reader's clock; milliseconds since the epoch, like the next. */
  readonly at: number;
  /** The feed's now at that time. */
  readonly now: number;
  readonly file: Readonly<Record<string, unknown>>;
}

const nameOf = (url: string) => `nalssi.feed/1 ${url}`;

// No value of the feed lives as long as this.
const longest = 86_400_000;

/** Characters; the whole country with every automatic station takes half of it. */
const longestCopy = 500_000;

const kept = new WeakSet<TickerSnapshot>();

/** Keeps the file of a snapshot that came just now, once however many tickers show it. */
function keep(url: string, snapshot: TickerSnapshot, now: number): void {
  // Of a replay no time passes while nobody looks.
  if (kept.has(snapshot) || snapshot.mode !== 'live') return;
  kept.add(snapshot);
  const copy: Copy = { at: Date.now(), now, file: snapshot.file };
  const text = JSON.stringify(copy);
  // The page has five million for all it keeps.
  if (text.length <= longestCopy) localStorage.setItem(nameOf(url), text);
}

/**
 * Gives the page's client of a feed the copy that was kept of its file, which it checks like any
 * other. What the feed's clock has gone on since then only the reader's can tell: a copy from their
 * future is not taken.
 */
function restore(url: string): void {
  const text = localStorage.getItem(nameOf(url)) ?? '{}';
  if (text.length > longestCopy) return;
  const { at, now, file } = parseLimited(text) as Copy;
  const passed = Date.now() - at;
  if (!(passed >= 0 && passed < longest) || file['mode'] !== 'live') return;
  // Whatever comes from the feed is newer, also than a copy that somebody else has put there.
  heldFeed(url)?.take(
    { ...file, sequence: 0 },
    { date: new Date(now + passed).toISOString(), age: null },
  );
}

/** The last good copy of the feed in the reader's browser, for a page that asks for it. */
export class KeptCopy {
  readonly #ticker: ExtendedTicker;
  #restored = '';

  constructor(ticker: ExtendedTicker) {
    this.#ticker = ticker;
  }

  show({ url, snapshot, now }: ExtensionModel): void {
    const { host } = this.#ticker;
    if (!host.storage || url === null) return;
    try {
      if (snapshot !== null) {
        if (snapshot.sequence > 0) keep(url, snapshot, now);
      } else if (this.#restored !== url) {
        this.#restored = url;
        restore(url);
        host.requestUpdate();
      }
    } catch {
      // Storage may be forbidden or full, and hold anything: then it is as if there was none.
    }
  }
}
