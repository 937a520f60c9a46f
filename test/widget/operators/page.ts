import { vi } from 'vitest';
import { NalssiOps } from '../../../widget/operators/nalssi-ops.ts';
import type { Language } from '../../../widget/operators/words.ts';
import { type Feed, fileAt, publishedAt } from './fixtures.ts';

// For tests that run in the browser: a feed that answers as told, and the ops page.

if (customElements.get('nalssi-ops') === undefined) customElements.define('nalssi-ops', NalssiOps);

let feeds = 0;

/** A feed of its own for a test. */
export class TestFeed {
  /** What it answers with: its files, or a status for a failure. */
  answer: Feed | number;
  /** Its header `Date`, where it has one: milliseconds since the epoch. */
  date: number | null = null;
  readonly requests: string[] = [];
  readonly base: string;

  constructor(answer: Feed | number, folder = `/test-feed-${++feeds}/v1/`) {
    this.answer = answer;
    this.base = folder;
    const next = globalThis.fetch;
    vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
      const address = String(request[0]);
      if (!address.includes(folder)) return next(...request);
      const path = address.slice(address.indexOf(folder) + folder.length);
      this.requests.push(path);
      if (typeof this.answer === 'number') return new Response('', { status: this.answer });
      const file = fileAt(this.answer, path);
      if (file === undefined) return new Response('', { status: 404 });
      const headers = new Headers();
      if (this.date !== null) headers.set('date', new Date(this.date).toUTCString());
      return Response.json(file, { headers });
    });
  }
}

/** The page of a feed, read once. */
export async function open(
  feed: TestFeed,
  hash = '',
  language: Language = 'ko',
): Promise<NalssiOps> {
  document.documentElement.lang = language;
  // A reader at the time of publishing: an answer that is older would be late.
  const start = performance.now();
  if (!vi.isFakeTimers() && !vi.isMockFunction(Date.now)) {
    vi.spyOn(Date, 'now').mockImplementation(() => publishedAt + performance.now() - start);
  }
  location.hash = hash;
  const page = document.createElement('nalssi-ops');
  page.feed = feed.base;
  page.language = language;
  document.body.append(page);
  await page.refresh();
  await page.updateComplete;
  return page;
}

export function clearPage(): void {
  document.body.replaceChildren();
  location.hash = '#all';
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.restoreAllMocks();
}

/** What an element of the page shows, its white space made single. */
export function textOf(page: NalssiOps, selector: string): string {
  const element = page.renderRoot.querySelector(selector);
  if (element === null) throw new Error(`nothing is ${selector}`);
  return clean(element);
}

export function clean(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The rows of a table as texts. */
export function rowsOf(page: NalssiOps, selector: string): string[] {
  return [...page.renderRoot.querySelectorAll(`${selector} tbody tr`)].map(clean);
}

/** The element inside the page that has the focus, also inside a chart. */
export function focused(page: NalssiOps): Element | null {
  const inner = page.shadowRoot?.activeElement ?? null;
  return inner?.shadowRoot?.activeElement ?? inner;
}
