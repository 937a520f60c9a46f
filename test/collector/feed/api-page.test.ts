import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiPageOf } from '../../../collector/feed/api/api-page.ts';
import { feeds } from '../../../collector/feed/discovery-file.ts';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { ServedProcess } from '../serve/served-process.ts';

let served: ServedProcess;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  served = await ServedProcess.start();
  // The weather is out first, and what describes it a moment later.
  const isDescribed = async () => (await fetch(`http://127.0.0.1:${served.port}/v1/api.html`)).ok;
  await vi.waitUntil(isDescribed);
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

async function open(settings: Parameters<Browser['newPage']>[0] = {}): Promise<void> {
  page = await browser.newPage({ locale: 'ko-KR', bypassCSP: false, ...settings });
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${served.port}/v1/api.html`);
  await page.locator('#now:not(:empty)').waitFor();
}

/** The languages of the texts that are seen. */
const languagesSeen = () =>
  page
    .locator('span[lang]')
    .evaluateAll((texts) => [
      ...new Set(
        texts.filter((text) => text.checkVisibility()).map((text) => text.getAttribute('lang')),
      ),
    ]);

describe('the page about the feed', () => {
  afterEach(async () => {
    await page.close();
    expect(errors.splice(0)).toEqual([]);
  });

  test('is in the language of the reader, and in the other when they want it', async () => {
    await open();
    expect(await languagesSeen()).toEqual(['ko']);
    await page.getByText('English', { exact: true }).click();
    expect(await languagesSeen()).toEqual(['en']);
    expect(await page.evaluate(() => [document.documentElement.lang, document.title])).toEqual([
      'en',
      'Nalssi feed API',
    ]);
    await page.close();
    await open({ locale: 'en-GB' });
    expect(await languagesSeen()).toEqual(['en']);
  });

  test('is in one language without scripts', async () => {
    page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`http://127.0.0.1:${served.port}/v1/api.html`);
    expect(await page.getByText('기상청 관측값, 검사하고').isVisible()).toBe(true);
    expect(await page.getByText('KMA observations as JSON').isVisible()).toBe(false);
    expect(await page.locator('#try').isVisible()).toBe(false);
  });

  test('shows what each file says now', async () => {
    await open();
    const files = page.locator('details.file');
    expect(await files.count()).toBe(Object.keys(feeds).length);
    for (const file of await files.all()) {
      if (!(await file.evaluate((details: HTMLDetailsElement) => details.open))) {
        await file.locator('summary').click();
      }
      const sample = file.locator('pre:not(:empty)');
      await sample.waitFor();
      expect(await sample.textContent()).toContain('"generatedAt"');
    }
    expect(await page.locator('[data-file="ticker.json"] pre').textContent()).toContain(
      '… 96개 더',
    );
  });

  test('asks for the file that a reader names', async () => {
    await open();
    await page.locator('#file').selectOption('stations/{station}.json');
    await page.locator('#station').fill('129');
    await page.getByRole('button', { name: '불러오기' }).click();
    await page.locator('#body:not(:empty)').waitFor();

    expect(await page.locator('#curl').textContent()).toBe(
      `curl -s --compressed http://127.0.0.1:${served.port}/v1/stations/129.json`,
    );
    expect(await page.locator('#answer').textContent()).toMatch(/^200 · application\/json/);
    expect(await page.locator('#body').textContent()).toContain('서산');
    expect(await page.locator('dd code').first().textContent()).toContain(
      `curl -s http://127.0.0.1:${served.port}/v1/health.json`,
    );
  });

  test('asks for the board of the country, of which there is no file of a region', async () => {
    await open();
    await page.locator('#file').selectOption('boards/{board}.json');
    await page.locator('#region').selectOption('KR');
    await page.getByRole('button', { name: '불러오기' }).click();
    await page.locator('#body:not(:empty)').waitFor();

    expect(await page.locator('#answer').textContent()).toMatch(/^200 · application\/json/);
    expect(await page.locator('#body').textContent()).toContain('"region": "KR"');

    await page.locator('#file').selectOption('regions/{region}.json');

    expect(await page.locator('#curl').textContent()).toMatch(/regions\/KR-44\.json$/);
  });

  test.each(['light', 'dark'] as const)('can be read on a phone, %s', async (colorScheme) => {
    await open({ colorScheme, viewport: { width: 390, height: 800 }, bypassCSP: true });
    await page.getByRole('button', { name: '불러오기' }).click();
    await page.locator('#body:not(:empty)').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.addScriptTag({ content: axe.source });
    const { violations } = await page.evaluate(
      (): Promise<AxeResults> => Reflect.get(window, 'axe').run(),
    );
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);

    expect(width).toBe(390);
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(background).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 26)' : 'rgb(255, 255, 255)');
  });
});

test('its commands have the public address where it is set', () => {
  const site = 'https://news.example.com/weather/';
  expect(apiPageOf(site)).toContain(`curl -s ${site}v1/health.json`);
  expect(apiPageOf(null)).toContain('curl -s HOST/v1/health.json');
});
