import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  boardFile,
  historyFile,
  stationCatalogue,
  tickerFile,
  warningsFile,
} from '@nalssi/schemas';
import type { NalssiTicker } from '@nalssi/widget';
import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { november2024, type Recording, weatherOf } from '../upstream/recording.ts';
import { Upstream } from '../upstream/upstream.ts';
import type { Weather } from '../upstream/weather.ts';
import { nowhere, StartedProduct } from './started-product.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(() => browser.close());

/** The list as of the present hour, so that it is fresh by the real clock. */
function atPresentHour(recording: Recording): Weather {
  const hour = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 13);
  return { ...weatherOf(recording), observedAt: `${hour}:00:00+09:00` };
}

/** The ticker in the preview of the configurator. */
function tickerOf(page: Page): Locator {
  return page.locator('.preview iframe').contentFrame().locator('nalssi-ticker');
}

/** What the ticker of the page shows of each station: `속초 맑음 3.2℃`. */
function stationsShown(page: Page): Promise<string[]> {
  return tickerOf(page)
    .locator('[part=item]')
    .evaluateAll((items) =>
      items.map((item) =>
        ['name', 'condition', 'temperature']
          .map((part) => item.querySelector(`[part=${part}]`)?.textContent?.trim())
          .join(' '),
      ),
    );
}

function stationsOf({ observations }: Recording): string[] {
  return observations.map(
    ({ condition, name, temperature }) => `${name} ${condition} ${temperature.toFixed(1)}℃`,
  );
}

describe('npm start without a KMA', () => {
  let product: StartedProduct;

  beforeAll(async () => {
    product = await StartedProduct.start({ NALSSI_KMA_MAP_URL: nowhere });
  });

  afterAll(() => product?.[Symbol.asyncDispose]());

  test('labels the feed as a replay of its own time', async () => {
    const { body } = await request(`${product.address}/v1/ticker.json`);

    expect(tickerFile.parse(await body.json())).toMatchObject({
      mode: 'replay',
      status: 'ok',
      generatedAt: expect.stringMatching(/^2024-11-24T07:3[78]/),
      summary: { stations: stationCatalogue.length, fresh: stationCatalogue.length },
    });
  });

  test('shows every station of the recording in KMA order, and says that it is a replay', async () => {
    const page = await browser.newPage();
    await page.goto(product.address);
    const ticker = tickerOf(page);
    await ticker.locator('[part=item]').first().waitFor();

    expect(await stationsShown(page)).toEqual(stationsOf(november2024));
    expect(await ticker.locator('[part=cap]').textContent()).toMatch(
      /예시 자료[\s\S]*07:3\d[\s\S]*기상청 제공/,
    );
    expect(product.output()).toContain('KMA cannot be reached');
    expect(await page.locator('.snippets pre').textContent()).toContain(
      `src="${product.address}/w/1/nalssi.js"`,
    );
    await page.close();
  });

  test('has the day before, the warnings and the maps from the beginning', async () => {
    const read = async (path: string) => {
      const { body } = await request(product.address + path);
      return body.json();
    };
    const board = boardFile.parse(await read('/v1/boards/KR-44.json'));
    const warnings = warningsFile.parse(await read('/v1/warnings.json'));
    await expect
      .poll(async () => (await request(`${product.address}/v1/history/KR-44.json`)).statusCode)
      .toBe(200);
    const history = historyFile.parse(await read('/v1/history/KR-44.json'));
    const health = (await read('/v1/health.json')) as { quality: Record<string, number> };
    const { headers } = await request(`${product.address}/w/1/maps/KR-44.json`);

    expect(board).toMatchObject({ mode: 'replay', status: 'ok' });
    expect(warnings.warnings.map(({ zone }) => zone.id)).toContain('L1031100');
    expect(history).toMatchObject({ mode: 'replay' });
    expect(history.hours).toHaveLength(24);
    expect(health.quality).toMatchObject({ suspect: 0, fail: 0 });
    expect(headers['content-type']).toContain('application/json');
    expect(headers['cache-control']).toContain('max-age=300');
  });

  test.each(['README.md', 'README.ko.md'])('answers at every address of %s', async (readme) => {
    const text = readFileSync(join(import.meta.dirname, '../..', readme), 'utf8');
    const inTable = [...text.matchAll(/^\| (`\/.*?`)[^|]*\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\/[^`]*)`/g)].map(([, path = '']) => path),
    );
    const byCurl = [...text.matchAll(/^curl http:\/\/127\.0\.0\.1:8080(\S+)/gm)].map(
      ([, path = '']) => path,
    );
    const paths = [...inTable, ...byCurl];
    const refused = async () => {
      const answers = paths.map(async (path) => {
        const { statusCode, body } = await request(product.address + path);
        await body.dump();
        return statusCode === 200 ? [] : [`${statusCode} ${path}`];
      });
      return (await Promise.all(answers)).flat();
    };

    expect(byCurl.length).toBeGreaterThan(2);
    // The files of single stations come after those that everybody reads.
    await expect.poll(refused).toEqual([]);
  });

  test('ends in order when it is told to', async () => {
    expect(await product.end()).toBe(143);
  });
});

describe('npm start with a KMA', () => {
  test('shows the weather of now, and new observations without a reload', async () => {
    const upstream = new Upstream(atPresentHour(november2024));
    await using product = await StartedProduct.start({
      NALSSI_KMA_MAP_URL: await upstream.listen(),
      NALSSI_KMA_MAP_CRON: '* * * * * *',
    });
    const page = await browser.newPage();
    await page.goto(product.address);
    await tickerOf(page).locator('[part=item]').first().waitFor();
    const before = await stationsShown(page);
    const changed = {
      ...november2024,
      observations: november2024.observations.map((observation) =>
        observation.station === '108'
          ? { ...observation, condition: '눈', temperature: -0.4 }
          : observation,
      ),
    };
    upstream.serve(atPresentHour(changed));
    await expect
      .poll(async () => {
        await tickerOf(page).evaluate((ticker: NalssiTicker) => ticker.refresh());
        return stationsShown(page);
      })
      .toEqual(stationsOf(changed));
    await upstream.close();

    expect(before).toEqual(stationsOf(november2024));
    expect(product.output()).not.toContain('cannot be reached');
    await page.close();
  });
});
