import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { type HostFile, HostServer } from './host-server.ts';

/** What went wrong on a page, and what it asked for. */
export interface Visit {
  readonly page: Page;
  readonly errors: string[];
  /** Paths. */
  readonly requests: string[];
}

/** Somebody with a browser, and the sites they visit. */
export class Visitor implements AsyncDisposable {
  readonly host: HostServer;
  readonly #browser: Browser;

  private constructor(host: HostServer, browser: Browser) {
    this.host = host;
    this.#browser = browser;
  }

  /** `files`: pages of the site and their scripts, by path. */
  static async start(files: Readonly<Record<string, HostFile>>): Promise<Visitor> {
    const executablePath = await findChromium();
    return new Visitor(
      await HostServer.start(files),
      await chromium.launch({ executablePath, args: chromiumFlags }),
    );
  }

  /** A browser of its own, with what it keeps. */
  newContext(): Promise<BrowserContext> {
    return this.#browser.newContext({ viewport: { width: 1200, height: 400 } });
  }

  /** A new page, which has not gone anywhere yet. */
  async visit(): Promise<Visit> {
    const errors: string[] = [];
    const requests: string[] = [];
    const page = await this.#browser.newPage({ viewport: { width: 1200, height: 400 } });
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    return { page, errors, requests };
  }

  /** Opens a page until it has tickers, and all of them show their stations. */
  async open(path: string): Promise<Visit> {
    const visit = await this.visit();
    await visit.page.goto(this.host.origin + path);
    await visit.page.waitForFunction(() => {
      const tickers = [...document.querySelectorAll('nalssi-ticker')];
      // Many stations come one after the other, and are seen when all of them are there.
      return (
        tickers.length > 0 &&
        tickers.every(({ shadowRoot }) => {
          const name = shadowRoot?.querySelector('[part~=name]') ?? null;
          return name !== null && getComputedStyle(name).visibility === 'visible';
        })
      );
    });
    return visit;
  }

  /** Closes the pages, and keeps the site. */
  async leave(): Promise<void> {
    await Promise.all(
      this.#browser.contexts().flatMap((context) => context.pages().map((page) => page.close())),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.host[Symbol.asyncDispose]();
  }
}

/** The names that the first ticker of a page shows. */
export function names(page: Page): Promise<string[]> {
  return page.locator('nalssi-ticker').first().locator('[part~=name]').allTextContents();
}
