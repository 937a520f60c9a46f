import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { nowhere, StartedProduct } from '../product/started-product.ts';
import { RequestsOf } from './requests-of.ts';

/** The configurator and the five news pages: where each is, and what is there when it is whole. */
const sitePages = {
  configurator: { path: '/?regions=KR-44', ready: '.preview iframe' },
  'configurator-board': { path: '/?element=board&place=41390&ui=en', ready: '.preview iframe' },
  'configurator-stations': {
    path: '/?element=board&scope=stations&stations=232+129+565&form=link',
    ready: '.preview iframe',
  },
  cheonan: { path: '/demo/cheonan/', ready: 'nalssi-board [part~=table]' },
  siheung: { path: '/demo/siheung/', ready: 'nalssi-board [part~=table]' },
  seoul: { path: '/demo/seoul/', ready: 'nalssi-board [part~=table]' },
  daegu: { path: '/demo/daegu/', ready: 'nalssi-board [part~=table]' },
  sejong: { path: '/demo/sejong/', ready: '.nalssi-embed-list' },
} as const;

export type SitePage = keyof typeof sitePages;
export const sitePageNames = Object.keys(sitePages) as SitePage[];
/** CSS px. */
export const siteWidths = [1280, 390] as const;

export interface Screen {
  readonly width: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** The product with its sample day, and a browser that sees one moment of it. */
export class SiteStudio implements AsyncDisposable {
  readonly browser: Browser;
  readonly #product: StartedProduct;
  /** The feed as it was asked for first: sources answer anew every few minutes. */
  readonly #feed = new Map<string, { readonly body: Buffer; readonly contentType: string }>();

  private constructor(product: StartedProduct, browser: Browser) {
    this.#product = product;
    this.browser = browser;
  }

  /** `isStill`: whether all that is shown is to be of the moment after the start. */
  static async open({ isStill = true } = {}): Promise<SiteStudio> {
    const product = await StartedProduct.start({ NALSSI_KMA_MAP_URL: nowhere });
    // The same edges of letters on every machine.
    const args = [...chromiumFlags, '--font-render-hinting=none', '--disable-lcd-text'];
    const browser = await chromium.launch({ executablePath: await findChromium(), args });
    const studio = new SiteStudio(product, browser);
    for (const name of isStill ? sitePageNames : []) {
      const { context } = await studio.show(name, { width: 1280 });
      await context.close();
    }
    return studio;
  }

  /** Opens a page, still, when the weather is on it; `errors` are what its console says. */
  async show(
    name: SitePage,
    { width, colorScheme = 'light' }: Screen,
  ): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
    const context = await this.browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 900 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    await context.route(/\/v1\/|\/demo\/sejong\//, async (route) => {
      const url = route.request().url();
      const known = this.#feed.get(url);
      if (known !== undefined) {
        const headers = { 'Access-Control-Allow-Origin': '*' };
        await route.fulfill({ body: known.body, contentType: known.contentType, headers });
        return;
      }
      const answer = await route.fetch();
      const body = await answer.body();
      const contentType = answer.headers()['content-type'] ?? '';
      if (answer.ok()) this.#feed.set(url, { body, contentType });
      await route.fulfill({ response: answer, body });
    });
    const page = await context.newPage();
    const requests = new RequestsOf(page);
    await page.clock.setFixedTime(new Date('2024-11-24T07:38:00+09:00'));
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    const { path, ready } = sitePages[name];
    await page.goto(this.#product.address + path);
    await page.locator(ready).first().waitFor();
    if (ready.endsWith('iframe')) {
      const preview = page.locator(ready).contentFrame();
      await preview.locator('[part=item], [part~=table]').first().waitFor();
    }
    await requests.settled();
    return { page, context, errors };
  }

  /** A PNG of what is seen first. */
  async take(name: SitePage, screen: Screen): Promise<Buffer> {
    const { page, context } = await this.show(name, screen);
    // Its port is another each time.
    await page.evaluate(() => {
      for (const code of document.querySelectorAll('.code code')) {
        code.textContent = (code.textContent ?? '').replace(/:\d{4,5}\//g, '/');
      }
    });
    const picture = await page.screenshot();
    await context.close();
    return picture;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.#product.end();
  }
}
