import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { windWarning } from '../more/warnings-file.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { serveWidget } from '../serve-widget.ts';

// Nothing on the page may move when the ticker comes: with the space kept by the style that
// widget/README.md gives, the bundle, then the feed as late as it likes, in every mode.

const modes = {
  scroll: '',
  'scroll with everything': 'href="/{station}" controls warnings sun fields="icon wind"',
  roll: 'mode="roll"',
  static: 'mode="static"',
  'static with everything': 'mode="static" href="/{station}" warnings',
};
const fallback = '<a href="/weather">전국 날씨</a><br>두 번째 줄<br>세 번째 줄';
const style =
  'nalssi-ticker:not(:defined) { display: grid; grid: 40px / minmax(0, 320px) minmax(0, 1fr); flex: 1 1 0; max-height: 40px; overflow: hidden }';

let browser: Browser;
let server: Awaited<ReturnType<typeof serveWidget>>;

beforeAll(async () => {
  const pages = Object.entries(modes).flatMap(([mode, attributes]) =>
    [fallback, ''].map((content) => [
      `/${mode.replaceAll(' ', '-')}${content === '' ? '' : '/fallback'}`,
      `<!doctype html><html lang="ko"><title>신문</title><link rel="icon" href="data:,">
<style>${style}</style><h1>신문</h1><nalssi-ticker ${attributes}>${content}</nalssi-ticker>
<p>기사</p><script type="module" src="/w/nalssi.js"></script>`,
    ]),
  );
  server = await serveWidget({
    ...Object.fromEntries(pages),
    '/v1/ticker.json': recordedTickerFile(),
    '/v1/warnings.json': windWarning,
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Until what is there has been painted. */
const painted = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );

/** The sum of all layout shifts so far. */
const shifts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          const values = list.getEntries().map((entry) => (entry as unknown as Shift).value ?? 0);
          done(values.reduce((sum, value) => sum + value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        // Without a shift there is no entry, and nobody would call.
        requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
      }),
  );

interface Shift {
  readonly value?: number;
}

/** Loads a page; the script and the feed come each after what was there before it was painted. */
async function load(path: string, answer: 'late' | 'failure'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 400 } });
  await page.route('**/w/nalssi.js', async (route) => {
    await painted(page);
    await route.continue();
  });
  await page.route('**/v1/ticker.json', async (route) => {
    await painted(page);
    if (answer === 'failure') await route.fulfill({ status: 503 });
    else await route.continue();
  });
  await page.goto(server.origin + path);
  const ticker = page.locator('nalssi-ticker');
  if (answer === 'failure') {
    await page.waitForFunction(() => document.querySelector('nalssi-ticker:state(error)') !== null);
  } else {
    await ticker.locator('[data-station="108"]').waitFor({ state: 'attached' });
    await ticker.locator('[part=list]').waitFor();
  }
  await page.waitForLoadState('networkidle');
  await painted(page);
  return page;
}

describe.each(Object.keys(modes))('nothing moves in mode %s', (mode) => {
  const path = `/${mode.replaceAll(' ', '-')}`;

  test.each([
    ['when the feed is late', path, 'late'],
    ['when the feed is late and something stands in its place', `${path}/fallback`, 'late'],
    ['when the feed fails', path, 'failure'],
    ['when the feed fails and something stands in its place', `${path}/fallback`, 'failure'],
  ] as const)('%s', async (_, address, answer) => {
    const page = await load(address, answer);
    const shift = await shifts(page);
    await page.close();

    expect(shift).toBe(0);
  });
});

test('a paragraph that moves is seen', async () => {
  const page = await load('/scroll', 'late');
  await page.evaluate(() => document.querySelector('h1')?.style.setProperty('height', '100px'));
  await painted(page);
  const shift = await shifts(page);
  await page.close();

  expect(shift).toBeGreaterThan(0);
});
