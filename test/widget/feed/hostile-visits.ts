import type { ServerResponse } from 'node:http';
import { type Browser, chromium, type Page } from 'playwright';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { windWarning } from '../more/warnings-file.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { serveWidget } from '../serve-widget.ts';
import { hostileFeeds } from './hostile-feeds.ts';

const page = (feed: string, attributes: string) =>
  `<!doctype html><html lang="ko"><title>신문</title><link rel="icon" href="data:,">
<nalssi-ticker feed="/${feed}/" ${attributes}><a href="/weather">전국 날씨</a></nalssi-ticker>
<script type="module" src="/w/nalssi.js"></script>`;

/** What a page has to say of a visit. */
interface Visit {
  readonly errors: readonly string[];
  readonly strangers: readonly string[];
  readonly items: number;
  readonly wrong: string;
}

/** Visits to pages whose ticker reads a hostile feed, or one that means well. */
export class HostileVisits implements AsyncDisposable {
  readonly #server: Awaited<ReturnType<typeof serveWidget>>;
  /** Where a redirect led to. */
  readonly #reached: string[];
  /** One for all visits, until one of them fails: a page that is stuck, or still traced, must not be the next one's fault. */
  #browser: Browser | null = null;

  private constructor(server: Awaited<ReturnType<typeof serveWidget>>, reached: string[]) {
    this.#server = server;
    this.#reached = reached;
  }

  static async open(): Promise<HostileVisits> {
    const reached: string[] = [];
    const server = await serveWidget({
      ...Object.fromEntries(
        hostileFeeds.flatMap(({ answer, warnings = {}, attributes = '' }, index) => [
          [`/page-${index}`, page(`feed-${index}`, attributes)],
          [`/good-${index}`, page('v1', attributes)],
          [`/feed-${index}/ticker.json`, answer],
          [`/feed-${index}/warnings.json`, warnings],
        ]),
      ),
      '/v1/ticker.json': recordedTickerFile(),
      '/v1/warnings.json': windWarning,
      '/stranger': (response: ServerResponse) => {
        reached.push('/stranger');
        response.setHeader('access-control-allow-origin', '*');
        response.end(JSON.stringify(recordedTickerFile()));
      },
    });
    return new HostileVisits(server, reached);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser?.close();
    await this.#server.close();
  }

  /** Goes to `path`, until its feed has been refused or shown; `during` may do something around that. */
  async visit(
    path: string,
    { shows, wrong = () => '' }: { readonly shows: number; readonly wrong?: () => string },
    during = (_tab: Page, goes: () => Promise<void>) => goes(),
  ): Promise<Visit> {
    const own = this.#browser ?? (await launch());
    this.#browser = null;
    try {
      const found = await this.#look(own, path, shows, wrong, during);
      this.#browser = own;
      return found;
    } finally {
      if (this.#browser === null) await own.close();
    }
  }

  async #look(
    browser: Browser,
    path: string,
    shows: number,
    wrong: () => string,
    during: (tab: Page, goes: () => Promise<void>) => Promise<void>,
  ): Promise<Visit> {
    const { origin } = this.#server;
    const tab = await browser.newPage({ viewport: { width: 1200, height: 400 } });
    const errors: string[] = [];
    const strangers: string[] = [];
    tab.on('pageerror', ({ message }) => errors.push(message));
    tab.on('request', (request) => {
      const asked = new URL(request.url()).origin;
      // Chromium tells of a redirect also where it is not followed.
      if (request.redirectedFrom() !== null) return;
      if (asked !== origin && !request.url().startsWith('data:')) strangers.push(asked);
    });
    await during(tab, async () => {
      await tab.goto(origin + path);
      await over(tab, shows);
      await tab.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    });
    const { items, hacked } = await tab.evaluate(() => ({
      items: document.querySelector('nalssi-ticker')?.shadowRoot?.querySelectorAll('[part=item]')
        .length,
      hacked: 'hacked' in window,
    }));
    const found = await tab.evaluate(wrong);
    await tab.close();
    return {
      errors,
      strangers: [...strangers, ...this.#reached],
      items: items ?? 0,
      wrong: hacked ? 'something was run' : found,
    };
  }
}

/** Until the feed has been refused, or shown with as many items, however long they take. */
const over = (tab: Page, shows: number) =>
  tab.waitForFunction((least) => {
    const ticker = document.querySelector('nalssi-ticker');
    const root = ticker?.shadowRoot;
    const items = [...(root?.querySelectorAll('[part=list]:not([hidden]) [part=item]') ?? [])];
    const [item] = items;
    return least === 0
      ? ticker?.matches(':is(:state(error), :state(empty))')
      : item && items.length >= least && getComputedStyle(item).visibility === 'visible';
  }, shows);

async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
}
