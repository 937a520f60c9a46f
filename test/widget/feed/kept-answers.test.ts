import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { formatKst } from '../../../collector/index.ts';
import { page as pageOf } from '../embed/host-server.ts';
import { networkFirstWorker, registersWorker } from '../embed/network-first-worker.ts';
import { Visitor } from '../embed/visitor.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

// Pages with a service worker, in Chromium, whose clock and network can be set. The same in other
// engines: `test/browsers/service-worker.test.ts`.

const hour = 3_600_000;

const head = `<script type="module" src="/w/1/nalssi.js"></script>${registersWorker}`;

let visitor: Visitor;
let context: BrowserContext;

beforeAll(async () => {
  visitor = await Visitor.start({
    '/worker.js': networkFirstWorker,
    '/ticker': pageOf(`${head}<nalssi-ticker></nalssi-ticker>`),
    '/storage': pageOf(`${head}<nalssi-ticker storage></nalssi-ticker>`),
    '/frame': pageOf(`${head}<iframe src="/w/1/frame.html"></iframe>`),
  });
  const now = Date.now();
  const recorded = recordedTickerFile();
  await visitor.host.publish({
    ...recorded,
    mode: 'live',
    generatedAt: formatKst(now),
    observations: recorded.observations.map((row) => ({
      ...row,
      observedAt: formatKst(now - 600_000),
      expiresAt: formatKst(now + hour),
    })),
  });
});
beforeEach(async () => {
  context = await visitor.newContext();
});
afterEach(() => context.close());
afterAll(() => visitor[Symbol.asyncDispose]());

/** A page whose reader's clock is so far from ours; it goes on from there. */
async function pageAt(offset: number): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install({ time: Date.now() + offset });
  return page;
}

/** What the ticker of a page, or of its frame, shows of the weather. */
async function shown(page: Page, path: string) {
  const frame = path === '/frame' ? page.frames()[1] : page.mainFrame();
  return frame?.evaluate(() => {
    const ticker = document.querySelector('nalssi-ticker');
    const texts = (part: string) =>
      [...(ticker?.shadowRoot?.querySelectorAll<HTMLElement>(`[part~=${part}]`) ?? [])]
        .filter((element) => element.checkVisibility())
        .map(({ textContent }) => textContent);
    return {
      numbers: texts('temperature').filter((text) => /\d/.test(text)).length,
      times: texts('time').join(''),
      badges: texts('badge'),
      isStale: ticker?.matches(':state(stale)') === true,
      isEmpty: ticker?.matches(':state(empty)') === true,
    };
  });
}

const good = { numbers: 97, badges: [], isStale: false, isEmpty: false };
const gone = { numbers: 0, times: '', badges: ['지연'], isStale: true, isEmpty: true };

/** A visit with a network, after which the worker has kept all that the page needs. */
async function visit(path: string): Promise<Page> {
  const page = await pageAt(0);
  await page.goto(visitor.host.origin + path);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect.poll(() => shown(page, path)).toMatchObject(good);
  return page;
}

describe('with no network', () => {
  test.each([
    ['/ticker', 49],
    ['/storage', 6],
    ['/frame', 49],
  ])('%s after %d hours shows no number, and says that it is late', async (path, hours) => {
    const first = await visit(path);
    await first.close();
    await context.setOffline(true);
    const page = await pageAt(hours * hour);
    await page.goto(visitor.host.origin + path);

    await expect.poll(() => shown(page, path)).toEqual(gone);
  });

  test('what still lives is shown, and said to be late', async () => {
    const first = await visit('/ticker');
    await first.close();
    await context.setOffline(true);
    const page = await pageAt(hour / 2);
    await page.goto(`${visitor.host.origin}/ticker`);

    await expect
      .poll(() => shown(page, '/ticker'))
      .toMatchObject({ ...good, badges: ['지연'], isStale: true });
  });

  test('an open page loses its values once, and twenty polls bring none back', async () => {
    const page = await visit('/ticker');
    await context.setOffline(true);
    const counts: (number | undefined)[] = [];
    for (let poll = 0; poll < 20; poll += 1) {
      await page.clock.fastForward(hour / 4);
      await page.evaluate(() => document.querySelector('nalssi-ticker')?.refresh());
      counts.push((await shown(page, '/ticker'))?.numbers);
    }

    expect(counts).toEqual(counts.map((_, poll) => (poll < 3 ? 97 : 0)));
    expect(await shown(page, '/ticker')).toEqual(gone);
  });
});

describe('with a network', () => {
  test.each([49, -9])(
    'a reader whose clock is %d hours ahead is shown what is now',
    async (hours) => {
      const page = await pageAt(hours * hour);
      await page.goto(`${visitor.host.origin}/ticker`);

      await expect.poll(() => shown(page, '/ticker')).toMatchObject(good);
    },
  );
});
