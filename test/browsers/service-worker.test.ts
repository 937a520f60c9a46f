import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatKst } from '../../collector/index.ts';
import { HostServer, page } from '../widget/embed/host-server.ts';
import { networkFirstWorker, registersWorker } from '../widget/embed/network-first-worker.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { inEachBrowser } from './in-each-browser.ts';

// A server that is gone for good, and a service worker that goes on answering for it. The page's own
// script puts the reader's clock ahead, as far as the page's storage says.

const hour = 3_600_000;

const head = `<script>
  const now = Date.now;
  Date.now = () => now() + Number(localStorage.getItem('hours ahead')) * ${hour};
</script><script type="module" src="/w/1/nalssi.js"></script>${registersWorker}`;

let host: HostServer;
let isGone: boolean;

beforeEach(async () => {
  isGone = false;
  host = await HostServer.start({
    '/worker.js': networkFirstWorker,
    '/ticker': page(`${head}<nalssi-ticker></nalssi-ticker>`),
    '/storage': page(`${head}<nalssi-ticker storage></nalssi-ticker>`),
  });
  const now = Date.now();
  const recorded = recordedTickerFile();
  await host.publish({
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

afterEach(async () => {
  if (!isGone) await host[Symbol.asyncDispose]();
});

async function serverGoes(): Promise<void> {
  isGone = true;
  await host[Symbol.asyncDispose]();
}

// What follows runs in the page, so each has in itself all that it needs.

/** What the ticker shows of the weather. */
const shown = () => {
  const ticker = document.querySelector('nalssi-ticker');
  const texts = (part: string) =>
    [...(ticker?.shadowRoot?.querySelectorAll<HTMLElement>(`[part~=${part}]`) ?? [])]
      .filter((element) => element.checkVisibility())
      .map(({ textContent }) => textContent);
  return {
    numbers: texts('temperature').filter((text) => /\d/.test(text)).length,
    badges: texts('badge'),
    isStale: ticker?.matches(':state(stale)') === true,
    isEmpty: ticker?.matches(':state(empty)') === true,
  };
};
const ready = () => navigator.serviceWorker.ready.then(() => true);
const refresh = () => document.querySelector('nalssi-ticker')?.refresh();
const ahead: Readonly<Record<number, () => void>> = {
  0.5: () => localStorage.setItem('hours ahead', '0.5'),
  6: () => localStorage.setItem('hours ahead', '6'),
  49: () => localStorage.setItem('hours ahead', '49'),
};

const good = { numbers: 97, badges: [], isStale: false, isEmpty: false };
const gone = { numbers: 0, badges: ['지연'], isStale: true, isEmpty: true };

inEachBrowser((driver) => {
  // Each test has a server of its own, at a port of its own: to a browser it is another site.
  const looksLike = (expected: object) =>
    expect.poll(() => driver.evaluate(shown)).toMatchObject(expected);

  /** A visit with a network, after which the worker has kept all that the page needs. */
  async function visit(path: string): Promise<void> {
    await driver.open(host.origin + path);
    await driver.evaluate(ready);
    await driver.open(host.origin + path);
    await looksLike(good);
  }

  async function setClock(hours: number): Promise<void> {
    const set = ahead[hours];
    if (set === undefined) throw new Error(`Nobody sets ${hours} hours.`);
    await driver.evaluate(set);
  }

  test.each([
    ['/ticker', 49],
    ['/storage', 6],
  ])('%s after %d hours without its server shows no number', async (path, hours) => {
    await visit(path);
    await setClock(hours);
    await serverGoes();
    await driver.open(host.origin + path);

    await looksLike(gone);
  });

  test('what still lives is shown, and said to be late', async () => {
    await visit('/ticker');
    await setClock(0.5);
    await serverGoes();
    await driver.open(`${host.origin}/ticker`);

    await looksLike({ ...good, badges: ['지연'], isStale: true });
  });

  test('an open page loses its values, and twenty polls bring none back', async () => {
    await visit('/ticker');
    await serverGoes();
    await setClock(49);
    for (let poll = 0; poll < 20; poll += 1) await driver.evaluate(refresh);

    expect(await driver.evaluate(shown)).toEqual(gone);
  });
});
