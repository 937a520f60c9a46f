import { version } from '@nalssi/collector';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { appScript, HostServer, packageScript, page as pageOf, script } from './host-server.ts';

// The built ticker from our own server, in pages of sites that were not made for it.

const element = '<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>';
const moduleTag = '<script type="module" src="/w/1/nalssi.js"></script>';
const frozenTag = `<script type="module" src="/w/${version}/nalssi.js"></script>`;
const classicTag = '<script defer src="/w/1/nalssi.global.js"></script>';
const own = (name: string) => `<script src="/${name}.js"></script>`;
const hashTag = (hash: string) =>
  `<script type="module" src="/w/${version}/nalssi.js" integrity="${hash}" crossorigin="anonymous"></script>`;
const served =
  '<div id="root"><header><button type="button" id="region">서울</button><button type="button" id="away">닫기</button><nalssi-ticker region="KR-44"><a href="/w">날씨</a></nalssi-ticker></header></div>';

/** What Prototype.js and MooTools did to every page they were on. */
const patches = `
  Object.prototype.extend = function () { return this; };
  Array.prototype.remove = function () { return this; };
  Array.prototype.last = function () { return this[this.length - 1]; };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Function.prototype.delay = function () {};
  Array.from = function (list) { return [].slice.call(list); };
`;

const files = {
  '/plain': pageOf(moduleTag + element),
  '/unset': pageOf(
    `<style>*, *::before, *::after { all: unset !important }</style>${moduleTag}${element}`,
  ),
  '/boxes': pageOf(
    `<style>* { box-sizing: content-box !important; margin: 3px !important; padding: 5px; border: 1px solid; max-width: 80% } ul, li { list-style: square inside; float: left } button { width: 100% !important }</style>${moduleTag}${element}`,
  ),
  '/jquery': pageOf(
    `${own('jquery')}${own('patches')}${classicTag}${element}${own('uses-jquery')}`,
  ),
  '/prototype': pageOf(own('patches') + moduleTag + element),
  '/trusted-types': pageOf(moduleTag + element, {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types site-policy",
  }),
  '/lit': pageOf(`${own('lit')}<site-clock></site-clock>${moduleTag}${element}`),
  '/lit-trusted-types': pageOf(`${own('lit')}<site-clock></site-clock>${moduleTag}${element}`, {
    'Content-Security-Policy':
      "script-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
  }),
  '/versions': pageOf(moduleTag + frozenTag + classicTag + element + element),
  '/fifty': pageOf(moduleTag + element.repeat(50)),
  '/react': pageOf(moduleTag + served + own('react')),
  '/vue': pageOf(moduleTag + served + own('vue')),
  '/patches.js': script(patches),
  '/uses-jquery.js': script("jQuery('nalssi-ticker').addClass('weather').appendTo('body');"),
};

let browser: Browser;
let host: HostServer;
let page: Page;

beforeAll(async () => {
  const [react, vue, lit] = await Promise.all(['react', 'vue', 'lit'].map(appScript));
  host = await HostServer.start({
    ...files,
    '/jquery.js': packageScript('jquery'),
    ...(react && vue && lit && { '/react.js': react, '/vue.js': vue, '/lit.js': lit }),
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});
afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});

interface Visit {
  readonly errors: string[];
  readonly requests: string[];
}

/** A new page that keeps what goes wrong on it and what it asks for. */
async function visit(): Promise<Visit> {
  const errors: string[] = [];
  const requests: string[] = [];
  page = await browser.newPage({ viewport: { width: 1200, height: 400 } });
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  return { errors, requests };
}

/** Opens a page until all its tickers show their stations. */
async function open(path: string): Promise<Visit> {
  const visited = await visit();
  await page.goto(host.origin + path);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('nalssi-ticker')].every(({ shadowRoot }) =>
      shadowRoot?.querySelector('[part~=name]'),
    ),
  );
  return visited;
}

const names = () => page.locator('nalssi-ticker').first().locator('[part~=name]').allTextContents();

/** What a reader would see different. */
const look = () =>
  page
    .locator('nalssi-ticker')
    .first()
    .evaluate((ticker) => {
      const part = (name: string) => ticker.shadowRoot?.querySelector(`[part~=${name}]`) ?? ticker;
      const style = getComputedStyle(part('name'));
      const { height } = part('ticker').getBoundingClientRect();
      const button = part('button').getBoundingClientRect();
      return {
        font: [style.fontSize, style.fontFamily, style.lineHeight, style.color],
        height,
        button: [button.width, button.height],
      };
    });

describe.each([
  ['that unsets everything', '/unset'],
  ['that changes the boxes of everything', '/boxes'],
])('in a page %s', (_, path) => {
  test('a ticker looks as it does elsewhere', async () => {
    await open('/plain');
    const untouched = await look();
    await page.close();
    await open(path);

    expect(await look()).toEqual(untouched);
  });
});

describe('a ticker shows all stations, and nothing complains,', () => {
  test.each([
    ['beside jQuery, which moves it', '/jquery'],
    ['where the prototypes of the language were patched', '/prototype'],
    ['under Trusted Types that list the policies of the site', '/trusted-types'],
    ['beside another copy of Lit', '/lit'],
    ['beside another copy of Lit, under Trusted Types that list it', '/lit-trusted-types'],
  ])('%s', async (_, path) => {
    const { errors } = await open(path);

    expect(await names()).toHaveLength(97);
    expect(errors).toEqual([]);
  });
});

test('two addresses of the script, and the classic one, define the ticker once', async () => {
  const { errors, requests } = await open('/versions');

  expect(errors).toEqual([]);
  expect(requests.filter((path) => path === '/v1/ticker.json')).toHaveLength(1);
});

test('fifty tickers make one request', async () => {
  const { errors, requests } = await open('/fifty');

  expect(errors).toEqual([]);
  expect(requests.filter((path) => path === '/v1/ticker.json')).toHaveLength(1);
});

describe.each(['react', 'vue'])('in a page that %s renders and hydrates, a ticker', (framework) => {
  const complaints = () => page.evaluate('complaints');
  const hydrated = () => page.locator('#region').click();

  test('is there before and stays, and follows what the page says', async () => {
    const { errors } = await open(`/${framework}`);
    const before = await names();
    await page.locator('nalssi-ticker').evaluate((ticker) => Object.assign(ticker, { kept: true }));
    await expect
      .poll(async () => {
        await hydrated();
        return names();
      })
      .toEqual(['서울']);

    expect(before).toContain('천안');
    expect(await page.locator('nalssi-ticker').evaluate((ticker) => 'kept' in ticker)).toBe(true);
    expect(await complaints()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('goes when the page takes it away', async () => {
    const { errors } = await open(`/${framework}`);
    await expect
      .poll(async () => {
        if ((await page.locator('nalssi-ticker').count()) > 0) await page.locator('#away').click();
        return page.locator('nalssi-ticker').count();
      })
      .toBe(0);

    expect(await complaints()).toEqual([]);
    expect(errors).toEqual([]);
  });
});

test('a ticker that is moved about the page goes on with what it has', async () => {
  const { errors, requests } = await open('/plain');
  const after = await page.evaluate(() => {
    const ticker = document.querySelector('nalssi-ticker');
    const footer = document.body.appendChild(document.createElement('footer'));
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({
      mode: 'open',
    });
    for (const place of [footer, shadow, footer, document.body]) if (ticker) place.append(ticker);
    return ticker?.shadowRoot?.querySelectorAll('[part~=name]').length;
  });
  await page.locator('nalssi-ticker [part~=list].moving').waitFor();

  expect(after).toBe(97);
  expect(errors).toEqual([]);
  expect(requests.filter((path) => path === '/v1/ticker.json')).toHaveLength(1);
});

describe('while the feed', () => {
  const fallback = () => page.locator('nalssi-ticker a[href="/weather"]').isVisible();

  test.each([
    ['fails', { status: 500, body: 'broken' }],
    ['is not JSON', { body: '<!doctype html><p>Please log in' }],
    ['is another JSON', { json: { observations: 'none' } }],
    ['is null', { body: 'null' }],
  ])('%s, what stands inside the ticker is shown', async (_, answer) => {
    const { errors } = await visit();
    await page.route('**/v1/ticker.json', (route) => route.fulfill(answer));
    await page.goto(`${host.origin}/plain`);
    await page.locator('nalssi-ticker:state(error)').waitFor();

    expect(await fallback()).toBe(true);
    expect(errors.filter((error) => !error.includes('500'))).toEqual([]);
  });

  test('is slow, too, and the stations when it has come', async () => {
    await visit();
    const { promise: slow, resolve: answer } = Promise.withResolvers<void>();
    await page.route('**/v1/ticker.json', async (route) => {
      await slow;
      await route.continue();
    });
    const asked = page.waitForRequest('**/v1/ticker.json');
    await page.goto(`${host.origin}/plain`);
    await asked;
    const before = await fallback();
    answer();
    await page.locator('nalssi-ticker [part~=name]').first().waitFor({ state: 'attached' });

    expect(before).toBe(true);
    expect(await fallback()).toBe(false);
  });
});

describe('a script with the hash of integrity.json', () => {
  beforeAll(async () => {
    const answer = await fetch(`${host.origin}/w/1/integrity.json`);
    const { files } = (await answer.json()) as { files: Record<string, { integrity: string }> };
    const integrity = files['nalssi.js']?.integrity ?? '';
    await host.add('/hash', pageOf(hashTag(integrity) + element));
    await host.add('/other-hash', pageOf(hashTag(integrity.replace(/.{4}$/, 'AAAA')) + element));
  });

  test('runs', async () => {
    await visit();
    await page.goto(`${host.origin}/hash`);
    await page.locator('nalssi-ticker [part~=name]').first().waitFor({ state: 'attached' });

    expect(await names()).toHaveLength(97);
  });

  test('does not run where the hash is another, and what stands in the element stays', async () => {
    await visit();
    await page.goto(`${host.origin}/other-hash`, { waitUntil: 'load' });

    expect(await page.evaluate(() => customElements.get('nalssi-ticker') === undefined)).toBe(true);
    expect(await page.locator('nalssi-ticker a').isVisible()).toBe(true);
  });
});

test('markup in the feed is shown as text, and a script in a link is no link', async () => {
  const { errors } = await visit();
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
  await page.goto(`${host.origin}/plain`);
  await page.locator('nalssi-ticker [part~=name]').first().waitFor({ state: 'attached' });
  const found = await page.locator('nalssi-ticker').evaluate((ticker) => ({
    elements: ticker.shadowRoot?.querySelectorAll('img, script, [href^="javascript" i]').length,
    hacked: 'hacked' in globalThis,
  }));

  expect((await names())[0]).toBe(markup);
  expect(found).toEqual({ elements: 0, hacked: false });
  expect(errors).toEqual([]);
});
