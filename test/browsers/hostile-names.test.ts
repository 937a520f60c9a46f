import { afterAll, beforeAll, expect, test } from 'vitest';
import { HostServer, page } from '../widget/embed/host-server.ts';
import { collidingNames } from '../widget/feed/colliding-names.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { inEachBrowser } from './in-each-browser.ts';

// A feed that was taken over, of which every field has another name, and all names one hash in Firefox:
// its JSON.parse alone would take half a minute, longer than a test may.

let host: HostServer;

beforeAll(async () => {
  const names = Object.fromEntries(collidingNames(24_000).map((name) => [name, 1]));
  const contentType = 'application/json';
  host = await HostServer.start({
    '/ticker': page(
      '<nalssi-ticker feed="/hostile/"></nalssi-ticker><script type="module" src="/w/1/nalssi.js"></script>',
    ),
    '/hostile/ticker.json': {
      content: JSON.stringify({ ...recordedTickerFile(), mode: 'live', more: names }),
      contentType,
    },
  });
});

afterAll(() => host[Symbol.asyncDispose]());

// Runs in the page.
const isRefused = () => document.querySelector('nalssi-ticker')?.matches(':state(error)') === true;

inEachBrowser((driver) => {
  test('refuses a feed of 24,000 names with one hash, unread', async () => {
    await driver.open(`${host.origin}/ticker`);

    await expect.poll(() => driver.evaluate(isRefused)).toBe(true);
  });
});
