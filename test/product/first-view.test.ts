import { type Browser, chromium } from 'playwright';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { nowhere, StartedProduct } from './started-product.ts';

// What a page loads that has a board of 충남 in view, until the board is at rest and before its reader does
// anything: brotli, as `npm start` serves it with the sample day.

const most = 36_000;
/** A page with nothing but the board; what it loads for itself is not the board's. */
const page = '/w/1/frame-board.html?region=KR-44';
const ofPage = /\/frame/;

let product: StartedProduct;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([
    StartedProduct.start({ NALSSI_KMA_MAP_URL: nowhere }),
    chromium.launch({ executablePath: await findChromium(), args: chromiumFlags }),
  ]);
  // Files of regions come after those that everybody reads.
  const last = `${product.address}/v1/history/KR-44.json`;
  const isThere = async () =>
    expect((await request(last, { method: 'HEAD' })).statusCode).toBe(200);
  await vi.waitFor(isThere, { timeout: 60_000, interval: 500 });
});

afterAll(async () => {
  await browser?.close();
  await product?.[Symbol.asyncDispose]();
});

/** Bytes of bodies as they were served, by address without its origin. */
async function loadedAt(width: number, height: number): Promise<Readonly<Record<string, number>>> {
  const context = await browser.newContext({ viewport: { width, height } });
  const tab = await context.newPage();
  await tab.goto(product.address + page, { waitUntil: 'networkidle' });
  await tab.locator('#summary').waitFor({ state: 'attached' });
  const loaded = await tab.evaluate(async () => {
    await document.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>('nalssi-board')
      ?.updateComplete;
    return performance.getEntriesByType('resource').map((entry) => {
      const { name, encodedBodySize } = entry as PerformanceResourceTiming;
      return [new URL(name).pathname, encodedBodySize] as const;
    });
  });
  await context.close();
  return Object.fromEntries(loaded.filter(([path]) => !ofPage.test(path)));
}

describe.each([
  [390, 844],
  [1280, 900],
])('a first view of 충남 at %d × %d px', (width, height) => {
  let loaded: Readonly<Record<string, number>>;

  beforeAll(async () => {
    loaded = await loadedAt(width, height);
  });

  test('loads its scripts, its map and what the feed says of it, each once', () => {
    expect(Object.keys(loaded).toSorted()).toEqual([
      '/v1/boards/KR-44.json',
      '/v1/boards/KR-44.stations.json',
      '/v1/history/KR-44.json',
      '/v1/warnings.json',
      '/w/1/maps/KR-44.json',
      '/w/1/nalssi-board-more.js',
      '/w/1/nalssi-board-overview.js',
      '/w/1/nalssi-board.js',
    ]);
  });

  test(`loads at most ${most} B`, () => {
    const all = Object.values(loaded).reduce((sum, bytes) => sum + bytes, 0);
    const parts = Object.entries(loaded).map(([path, bytes]) => `${bytes} ${path}`);

    expect(all, `${all} B are\n${parts.join('\n')}\n`).toBeLessThanOrEqual(most);
  });
});
