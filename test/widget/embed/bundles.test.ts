import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { serveWidget } from '../serve-widget.ts';

// The built bundles, embedded the ways a site owner would.

const element = '<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>';
const roll = '<nalssi-ticker mode="roll"></nalssi-ticker>';
const moduleTag = '<script type="module" async src="/w/nalssi.js"></script>';
const classicTag = '<script defer src="/w/nalssi.global.js"></script>';
const policy = (content: string) =>
  `<meta http-equiv="Content-Security-Policy" content="${content}">`;
const strict = policy("default-src 'none'; script-src 'self'; connect-src 'self'");
const trusted = policy("require-trusted-types-for 'script'; trusted-types 'none'");
const html = (body: string) => `<!doctype html><html lang="ko"><title>날씨</title>${body}`;

let browser: Browser;
let server: Awaited<ReturnType<typeof serveWidget>>;
let page: Page;

beforeAll(async () => {
  server = await serveWidget({
    '/module': html(moduleTag + element),
    '/classic': html(classicTag + element),
    '/twice': html(moduleTag + classicTag + classicTag + element + element),
    '/strict': html(strict + moduleTag + element),
    '/trusted': html(trusted + moduleTag + element),
    '/none': html(element),
    '/empty': html(''),
    '/roll-module': html(strict + trusted + moduleTag + roll),
    '/roll-classic': html(strict + trusted + classicTag + roll),
    '/v1/ticker.json': recordedTickerFile(),
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});
afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens a page until its tickers are loaded. */
async function open(path: string): Promise<{ errors: string[]; requests: string[] }> {
  const errors: string[] = [];
  const requests: string[] = [];
  page = await browser.newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
  });
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(server.origin + path);
  for (const ticker of await page.locator('nalssi-ticker').all()) {
    await ticker.locator('[data-station="108"]').waitFor({ state: 'attached' });
    await ticker.locator('[part=list]').waitFor();
  }
  await page.waitForLoadState('networkidle');
  return { errors, requests };
}

const items = () => page.locator('nalssi-ticker').first().locator('[role=listitem]').count();

describe('a ticker', () => {
  test.each([
    ['by the module', '/module'],
    ['by the classic script', '/classic'],
    ['under a strict content security policy', '/strict'],
    ['under Trusted Types that allow no policy', '/trusted'],
  ])('%s shows all stations of the feed its script came with', async (_, path) => {
    const { errors } = await open(path);
    expect(await items()).toBe(97);
    expect(errors).toEqual([]);
  });
});

test.each(['module', 'classic'])(
  'the %s gets the second script from beside itself, under strict policies, and only when needed',
  async (kind) => {
    const rolling = await open(`/roll-${kind}`);
    expect(rolling.errors).toEqual([]);
    expect(rolling.requests).toContain('/w/nalssi-more.js');
    expect(await page.locator('nalssi-ticker .current').count()).toBe(1);
    await page.close();
    const plain = await open(`/${kind}`);
    expect(plain.requests).not.toContain('/w/nalssi-more.js');
  },
);

test('the classic script gets the second one across origins', async () => {
  page = await browser.newPage();
  const other = server.origin.replace('127.0.0.1', 'localhost');
  await page.route(`${other}/w/**`, async (route) => {
    const response = await route.fetch({
      url: route.request().url().replace(other, server.origin),
    });
    const headers = { ...response.headers(), 'access-control-allow-origin': '*' };
    await route.fulfill({ response, headers });
  });
  await page.goto(`${server.origin}/empty`);
  await page.evaluate(() => {
    const ticker = document.createElement('nalssi-ticker');
    ticker.setAttribute('feed', '/v1/');
    ticker.setAttribute('mode', 'roll');
    document.body.append(ticker);
  });
  await page.addScriptTag({ url: `${other}/w/nalssi.global.js` });
  await page.locator('nalssi-ticker .current').waitFor({ state: 'attached' });
});

test('both scripts on a page, one of them twice, make one request and no error', async () => {
  const { errors, requests } = await open('/twice');
  expect(errors).toEqual([]);
  expect(requests.filter((path) => path === '/v1/ticker.json')).toHaveLength(1);
});

test('the classic script leaves no name behind', async () => {
  page = await browser.newPage();
  await page.goto(`${server.origin}/none`);
  // Lit counts its copies there, by a name of its own.
  const names = () =>
    page.evaluate(() => Object.keys(globalThis).filter((name) => !/^(lit|reactive)/.test(name)));
  const before = await names();
  await page.addScriptTag({ url: `${server.origin}/w/nalssi.global.js` });
  await page.locator('nalssi-ticker [data-station="108"]').waitFor({ state: 'attached' });
  await page.locator('nalssi-ticker [part=list]').waitFor();
  expect(await names()).toEqual(before);
});
