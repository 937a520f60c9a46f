import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { serveWidget } from '../serve-widget.ts';

// With the fingers of a real browser, not with events made by the test: a browser captures a finger
// by itself, takes it away for a scroll, and makes a click of it, and that is where swiping breaks.

const pages = {
  '/': '',
  '/links': 'href="/station/{station}"',
  '/roll': 'mode="roll"',
};
const middle = 20;

let browser: Browser;
let server: Awaited<ReturnType<typeof serveWidget>>;

beforeAll(async () => {
  const pageOf = (attributes: string) =>
    `<!doctype html><html lang="ko"><meta name="viewport" content="width=device-width"><title>신문</title>
<link rel="icon" href="data:,"><style>body { margin: 0; height: 3000px }</style>
<nalssi-ticker ${attributes}></nalssi-ticker><script type="module" src="/w/nalssi.js"></script>`;
  server = await serveWidget({
    ...Object.fromEntries(Object.entries(pages).map(([path, of]) => [path, pageOf(of)])),
    '/v1/ticker.json': recordedTickerFile(),
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A phone on one of the pages, with the ticker stopped by its reader. */
class Phone implements AsyncDisposable {
  readonly page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  static async open(path: keyof typeof pages): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width: 400, height: 700 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(server.origin + path);
    await page.locator('nalssi-ticker [part="item"]').first().waitFor();
    await page.evaluate(() => document.querySelector('nalssi-ticker')?.pause());
    return new Phone(page, await context.newCDPSession(page));
  }

  async #touch(type: string, ...points: { x: number; y: number }[]): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', {
      type: type as 'touchMove',
      touchPoints: points,
    });
  }

  /** A finger that goes down, along a line in steps of 10 px, and up. */
  async swipe(from: [x: number, y: number], to: [x: number, y: number]): Promise<void> {
    const [x, y] = from;
    const steps = Math.max(1, Math.hypot(to[0] - x, to[1] - y) / 10);
    await this.#touch('touchStart', { x, y });
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      await this.#touch('touchMove', { x: x + (to[0] - x) * share, y: y + (to[1] - y) * share });
    }
    await this.#touch('touchEnd');
  }

  /** Where 서울 is, in px. */
  async left(): Promise<number> {
    return this.page
      .locator('[data-station="108"]')
      .evaluate((element) => element.getBoundingClientRect().left);
  }

  /** The station that the roll shows. */
  current(): Promise<string | null> {
    return this.page.locator('.current').getAttribute('data-station');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }
}

test('the strip follows a finger all the way', async () => {
  await using phone = await Phone.open('/links');
  const before = await phone.left();
  await phone.swipe([240, middle], [90, middle]);
  expect(before - (await phone.left())).toBeCloseTo(150, 0);
  await phone.swipe([90, middle], [190, middle]);
  expect(before - (await phone.left())).toBeCloseTo(50, 0);
});

test('the first swipe brings what it needs, and the next one moves the strip', async () => {
  await using phone = await Phone.open('/');
  await phone.swipe([240, middle], [220, middle]);
  await phone.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('nalssi-more.js')),
  );
  const before = await phone.left();
  await phone.swipe([240, middle], [90, middle]);
  expect(before - (await phone.left())).toBeCloseTo(150, 0);
});

test('a swipe follows no link', async () => {
  await using phone = await Phone.open('/links');
  const chosen = phone.page.evaluate(
    () =>
      new Promise((resolve) => {
        const list = document.querySelector('nalssi-ticker');
        list?.addEventListener('nalssi-select', () => resolve('chosen'));
        list?.addEventListener('pointerup', () => setTimeout(resolve, 0, 'not chosen'));
      }),
  );
  await phone.swipe([240, middle], [90, middle]);
  expect(await chosen).toBe('not chosen');
  expect(new URL(phone.page.url()).pathname).toBe('/links');
});

// On a page of its own: right after a swipe browsers take a tap for the end of its momentum.
test('a tap follows the link', async () => {
  await using phone = await Phone.open('/links');
  const [center, station] = await phone.page.locator('[part="link"]').evaluateAll((links) => {
    const boxes = links.map((link): [number, string | undefined] => {
      const { left, right } = link.getBoundingClientRect();
      return [(left + right) / 2, link.parentElement?.dataset['station']];
    });
    return boxes.find(([x]) => x > 50 && x < 240) ?? [0, undefined];
  });
  await phone.page.touchscreen.tap(center, middle);
  await phone.page.waitForURL(`**/station/${station}`);
});

test('up and down is the page’s', async () => {
  await using phone = await Phone.open('/links');
  const before = await phone.left();
  await phone.swipe([200, 38], [200, 0]);
  await phone.page.waitForFunction(() => scrollY > 10);
  expect(await phone.left()).toBe(before);
});

test('a swipe in the roll brings one station, however long it is', async () => {
  await using phone = await Phone.open('/roll');
  const first = await phone.current();
  await phone.swipe([240, middle], [90, middle]);
  const second = await phone.current();
  expect(second).not.toBe(first);
  await phone.swipe([90, middle], [240, middle]);
  expect(await phone.current()).toBe(first);
});
