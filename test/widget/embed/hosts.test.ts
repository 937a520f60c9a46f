import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { appScript, packageScript, page as pageOf, script } from './host-server.ts';
import { names, Visitor } from './visitor.ts';

// The built ticker from our own server, in pages of sites that were not made for it.

const element = '<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>';
const moduleTag = '<script type="module" src="/w/1/nalssi.js"></script>';
const classicTag = '<script defer src="/w/1/nalssi.global.js"></script>';
const own = (name: string) => `<script src="/${name}.js"></script>`;
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
  '/small-rem': pageOf(`<style>html { font-size: 62.5% }</style>${moduleTag}${element}`),
  '/reset': pageOf(
    `<style>*, *::before, *::after { box-sizing: border-box; line-height: 1; margin: 0; padding: 0; font: inherit } html { line-height: 2.4; letter-spacing: 0.1em; word-spacing: 1em; text-align: right; text-transform: uppercase }</style>${moduleTag}${element}`,
  ),
  '/boxes': pageOf(
    `<style>* { box-sizing: content-box !important; margin: 3px !important; padding: 5px; border: 1px solid; max-width: 80% } ul, li { list-style: square inside; float: left } button { width: 100% !important }</style>${moduleTag}${element}`,
  ),
  '/jquery': pageOf(
    `${own('jquery')}${own('patches')}${classicTag}${element}${own('uses-jquery')}`,
  ),
  '/prototype': pageOf(own('patches') + moduleTag + element),
  '/strict': pageOf(moduleTag + element, {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:",
  }),
  '/trusted-types': pageOf(moduleTag + element, {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types site-policy",
  }),
  '/lit': pageOf(`${own('lit')}<site-clock></site-clock>${moduleTag}${element}`),
  '/lit-trusted-types': pageOf(`${own('lit')}<site-clock></site-clock>${moduleTag}${element}`, {
    'Content-Security-Policy':
      "script-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
  }),
  '/hidden': pageOf(`<div hidden id="box">${moduleTag}${element}</div>`),
  '/fifty': pageOf(moduleTag + element.repeat(50)),
  '/react': pageOf(moduleTag + served + own('react')),
  '/vue': pageOf(moduleTag + served + own('vue')),
  '/patches.js': script(patches),
  '/uses-jquery.js': script("jQuery('nalssi-ticker').addClass('weather').appendTo('body');"),
};

let visitor: Visitor;

beforeAll(async () => {
  const [react, vue, lit] = await Promise.all(['react', 'vue', 'lit'].map(appScript));
  visitor = await Visitor.start({
    ...files,
    '/jquery.js': packageScript('jquery'),
    ...(react && vue && lit && { '/react.js': react, '/vue.js': vue, '/lit.js': lit }),
  });
});
afterEach(() => visitor.leave());
afterAll(() => visitor[Symbol.asyncDispose]());

const feeds = (requests: readonly string[]) =>
  requests.filter((path) => path === '/v1/ticker.json');

/** What a reader would see different. */
const look = (page: Page) =>
  page
    .locator('nalssi-ticker')
    .first()
    .evaluate((ticker) => {
      const part = (name: string) => ticker.shadowRoot?.querySelector(`[part~=${name}]`) ?? ticker;
      const style = getComputedStyle(part('name'));
      const { height, width } = part('ticker').getBoundingClientRect();
      const button = part('button').getBoundingClientRect();
      return {
        font: [style.fontSize, style.fontFamily, style.lineHeight, style.color],
        height,
        // However narrow the page makes its boxes.
        isWide: width > innerWidth / 3,
        button: [button.width, button.height],
      };
    });

describe.each([
  ['that unsets everything', '/unset'],
  ['that makes rem small', '/small-rem'],
  ['that resets boxes, lines and letters', '/reset'],
  ['that changes the boxes of everything', '/boxes'],
])('in a page %s', (_, path) => {
  test('a ticker looks as it does elsewhere', async () => {
    const untouched = await look((await visitor.open('/plain')).page);
    const { page } = await visitor.open(path);

    expect(await look(page)).toEqual(untouched);
  });
});

describe('a ticker shows all stations, and nothing complains,', () => {
  test.each([
    ['beside jQuery, which moves it', '/jquery'],
    ['where the prototypes of the language were patched', '/prototype'],
    ['under a strict content security policy', '/strict'],
    ['under Trusted Types that list the policies of the site', '/trusted-types'],
    ['beside another copy of Lit', '/lit'],
    ['beside another copy of Lit, under Trusted Types that list it', '/lit-trusted-types'],
  ])('%s', async (_, path) => {
    const { page, errors } = await visitor.open(path);

    expect(await names(page)).toHaveLength(97);
    expect(errors).toEqual([]);
  });
});

test('fifty tickers make one request', async () => {
  const { errors, requests } = await visitor.open('/fifty');

  expect(errors).toEqual([]);
  expect(feeds(requests)).toHaveLength(1);
});

test('a ticker in a box that is not displayed moves when it is', async () => {
  const { page, errors, requests } = await visitor.open('/hidden');
  const moving = page.locator('nalssi-ticker [part~=list].moving');
  const before = await moving.count();
  await page.locator('#box').evaluate((box) => box.removeAttribute('hidden'));
  await moving.waitFor();

  expect(before).toBe(0);
  expect(errors).toEqual([]);
  expect(feeds(requests)).toHaveLength(1);
});

describe.each(['react', 'vue'])('in a page that %s renders and hydrates, a ticker', (framework) => {
  const complaints = (page: Page) => page.evaluate('complaints');

  test('is there before and stays, and follows what the page says', async () => {
    const { page, errors } = await visitor.open(`/${framework}`);
    const before = await names(page);
    await page.locator('nalssi-ticker').evaluate((ticker) => Object.assign(ticker, { kept: true }));
    await expect
      .poll(async () => {
        await page.locator('#region').click();
        return names(page);
      })
      .toEqual(['서울']);

    expect(before).toContain('천안');
    expect(await page.locator('nalssi-ticker').evaluate((ticker) => 'kept' in ticker)).toBe(true);
    expect(await complaints(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('goes when the page takes it away', async () => {
    const { page, errors } = await visitor.open(`/${framework}`);
    await expect
      .poll(async () => {
        if ((await page.locator('nalssi-ticker').count()) > 0) await page.locator('#away').click();
        return page.locator('nalssi-ticker').count();
      })
      .toBe(0);

    expect(await complaints(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});

test('a ticker that is moved about the page goes on with what it has', async () => {
  const { page, errors, requests } = await visitor.open('/plain');
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
  expect(feeds(requests)).toHaveLength(1);
});
