import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { formatKst } from '../../../collector/time/kst.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { page as pageOf } from './host-server.ts';
import { names, Visitor } from './visitor.ts';

// The built ticker, with feeds that are not as they should be.

const head = '<script type="module" src="/w/1/nalssi.js"></script>';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.start({
    '/plain': pageOf(`${head}<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>`),
    '/storage': pageOf(`${head}<nalssi-ticker storage></nalssi-ticker>`, {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:",
    }),
    '/links': pageOf(`${head}<nalssi-ticker href="javascript:hacked={station}"></nalssi-ticker>`),
  });
});
afterEach(() => visitor.leave());
afterAll(() => visitor[Symbol.asyncDispose]());

describe('while the feed', () => {
  const fallback = (page: Page) => page.locator('nalssi-ticker a[href="/weather"]').isVisible();

  test.each([
    ['fails', { status: 500, body: 'broken' }],
    ['is not JSON', { body: '<!doctype html><p>Please log in' }],
    ['is another JSON', { json: { observations: 'none' } }],
    ['is null', { body: 'null' }],
  ])('%s, what stands inside the ticker is shown', async (_, answer) => {
    const { page, errors } = await visitor.visit();
    await page.route('**/v1/ticker.json', (route) => route.fulfill(answer));
    await page.goto(`${visitor.host.origin}/plain`);
    await page.locator('nalssi-ticker:state(error)').waitFor();

    expect(await fallback(page)).toBe(true);
    expect(errors.filter((error) => !error.includes('500'))).toEqual([]);
  });

  test('is slow, too, and the stations when it has come', async () => {
    const { page } = await visitor.visit();
    const { promise: slow, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/v1/ticker.json', async (route) => {
      await slow;
      await route.continue();
    });
    const asked = page.waitForRequest('**/v1/ticker.json');
    await page.goto(`${visitor.host.origin}/plain`);
    await asked;
    const before = await fallback(page);
    answer();
    await page.locator('nalssi-ticker [part~=name]').first().waitFor();

    expect(before).toBe(true);
    expect(await fallback(page)).toBe(false);
  });
});

test('markup in the feed is shown as text, and a script in a link is no link', async () => {
  const { page, errors } = await visitor.visit();
  const recorded = recordedTickerFile();
  const markup = '<img src=x onerror=hacked=1>';
  const hostile = {
    ...recorded,
    attribution: { text: markup, url: 'javascript:hacked=1' },
    observations: recorded.observations.map((row) => ({
      ...row,
      name: { ko: markup, en: markup },
    })),
  };
  await page.route('**/v1/ticker.json', (route) => route.fulfill({ json: hostile }));
  await page.goto(`${visitor.host.origin}/plain`);
  await page.locator('nalssi-ticker [part~=name]').first().waitFor();
  const found = await page.locator('nalssi-ticker').evaluate((ticker) => ({
    elements: ticker.shadowRoot?.querySelectorAll('img, script, [href^="javascript" i]').length,
    hacked: 'hacked' in globalThis,
  }));

  expect((await names(page))[0]).toBe(markup);
  expect(found).toEqual({ elements: 0, hacked: false });
  expect(errors).toEqual([]);
});

test('a page cannot make its stations run a script', async () => {
  const { page, errors } = await visitor.open('/links');
  await page.waitForFunction(() =>
    document.querySelector('nalssi-ticker')?.shadowRoot?.querySelector('[part~=skip]'),
  );
  await page.locator('nalssi-ticker [part~=name]').first().dispatchEvent('click');

  expect(await page.locator('nalssi-ticker [part~=link]').count()).toBe(0);
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  expect(errors).toEqual([]);
});

test('a page that keeps a copy shows it at the next visit before the feed has answered', async () => {
  const now = Date.now();
  const recorded = recordedTickerFile();
  await visitor.host.publish({
    ...recorded,
    mode: 'live',
    generatedAt: formatKst(now),
    observations: recorded.observations.map((row) => ({
      ...row,
      observedAt: formatKst(now - 600_000),
      expiresAt: formatKst(now + 3_600_000),
    })),
  });
  const { page, errors } = await visitor.open('/storage');
  const { promise: slow, resolve: answer } = Promise.withResolvers<void>();
  await page.route('**/v1/ticker.json', async (route) => {
    await slow;
    await route.continue();
  });
  await page.reload();
  await page.locator('nalssi-ticker [part~=name]').first().waitFor();
  const shown = await names(page);
  answer();

  expect(shown).toHaveLength(97);
  expect(errors).toEqual([]);
});
