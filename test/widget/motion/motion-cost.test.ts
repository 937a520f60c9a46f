import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { serveWidget } from '../serve-widget.ts';
import { type MotionCost, traceMotion } from './trace-motion.ts';

// The built bundle, alone on a page with the recording, in a browser of its own. What is asserted
// are counts: milliseconds are those of the machine, and `npm run bench` prints them.

const html = `<!doctype html><html lang="ko"><title>날씨</title>
<nalssi-ticker></nalssi-ticker>
<script type="module" src="/w/nalssi.js"></script>`;

let browser: Browser;
let cost: MotionCost;
let moved: number;

beforeAll(async () => {
  const server = await serveWidget({ '/': html, '/v1/ticker.json': recordedTickerFile() });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
  const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
  await page.goto(server.origin);
  await page.locator('nalssi-ticker [data-station="108"]').waitFor({ state: 'attached' });
  await page.locator('nalssi-ticker [part=list]').waitFor();
  await page.waitForLoadState('networkidle');
  const place = () =>
    page.evaluate(() => {
      const segment = document
        .querySelector('nalssi-ticker')
        ?.shadowRoot?.querySelector('.segment');
      return segment?.getBoundingClientRect().left ?? 0;
    });
  const before = await place();
  cost = await traceMotion(page, 5_000);
  moved = before - (await place());
  await server.close();
});

afterAll(() => browser.close());

test('the strip moves while it is traced', () => {
  expect(moved).toBeGreaterThan(100);
  expect(cost.frames).toBeGreaterThan(50);
});

test('steady motion asks for no animation frame', () => {
  expect(cost.animationFrames).toBe(0);
});

test('steady motion lays nothing out', () => {
  expect(cost.layouts).toBe(0);
});

test('steady motion recalculates styles at most five times in five seconds', () => {
  expect(cost.styleRecalculations).toBeLessThanOrEqual(5);
});
