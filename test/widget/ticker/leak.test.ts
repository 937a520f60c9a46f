import { type Browser, type CDPSession, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { serveWidget } from '../serve-widget.ts';

// Tickers of every kind come and go, as on a page that changes without being loaded anew.

const kinds = ['', 'mode="roll"', 'mode="static"', 'href="/{station}" warnings sun controls'];

let browser: Browser;
let server: Awaited<ReturnType<typeof serveWidget>>;

beforeAll(async () => {
  server = await serveWidget({
    '/': '<!doctype html><html lang="ko"><script type="module" src="/w/nalssi.js"></script>',
    '/v1/ticker.json': recordedTickerFile(),
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('ten tickers that came and went leave nothing behind', async () => {
  const page = await browser.newPage();
  await page.goto(server.origin);
  const comeAndGo = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await page.evaluate(
        (attributes) => {
          const range = document.createRange();
          document.body.append(
            range.createContextualFragment(`<nalssi-ticker ${attributes}></nalssi-ticker>`),
          );
        },
        kinds[time % kinds.length],
      );
      await page.locator('nalssi-ticker [data-station="108"]').waitFor({ state: 'attached' });
      await page.locator('nalssi-ticker [part=list]').waitFor();
      await page.evaluate(() => document.body.replaceChildren());
    }
  };
  const session = await page.context().newCDPSession(page);
  await comeAndGo(4);
  const before = await living(session);
  await comeAndGo(10);
  const after = await living(session);
  expect(after.tickers).toBe(0);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 20);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 5);
});

/** What is still there after the garbage has been collected. */
async function living(session: CDPSession) {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  const prototype = await session.send('Runtime.evaluate', {
    expression: "customElements.get('nalssi-ticker').prototype",
  });
  const objects = await session.send('Runtime.queryObjects', {
    prototypeObjectId: prototype.result.objectId ?? '',
  });
  const count = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length }',
    returnByValue: true,
  });
  await session.send('Runtime.releaseObject', { objectId: objects.objects.objectId ?? '' });
  return { nodes, listeners: jsEventListeners, tickers: Number(count.result.value) };
}
