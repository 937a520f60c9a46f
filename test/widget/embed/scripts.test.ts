import { version } from '@nalssi/collector';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { readBundle } from '../serve-widget.ts';
import { page as pageOf, script } from './host-server.ts';
import { otherVersion } from './other-version.ts';
import { names, type Visit, Visitor } from './visitor.ts';

// The ways a script comes into a page: twice, in several versions, with a hash, for links.

const element = '<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>';
const link = '<a class="nalssi-ticker" href="/weather" data-region="KR-30">대전 날씨</a>';
const moduleTag = '<script type="module" src="/w/1/nalssi.js"></script>';
const frozenTag = `<script type="module" src="/w/${version}/nalssi.js"></script>`;
const classicTag = '<script defer src="/w/1/nalssi.global.js"></script>';
const blockingTag = '<script src="/w/1/nalssi.global.js"></script>';
const otherTag = '<script type="module" src="/w/1.99.0/nalssi.js"></script>';
const otherClassicTag = '<script defer src="/w/1.99.0/nalssi.global.js"></script>';
const hashTag = (hash: string) =>
  `<script type="module" src="/w/${version}/nalssi.js" integrity="${hash}" crossorigin="anonymous"></script>`;
const strict = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'",
};

const english = '<nalssi-ticker lang="en" stations="108 159" mode="roll" controls></nalssi-ticker>';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.start({
    ...(await otherVersion('1.99.0')),
    '/twice': pageOf(moduleTag + frozenTag + classicTag + classicTag + element + element),
    '/other-first': pageOf(otherTag + moduleTag + classicTag + element + element + link),
    '/other-last': pageOf(moduleTag + otherTag + otherClassicTag + element + element + link),
    '/link-module': pageOf(moduleTag + link, strict),
    '/link-classic': pageOf(classicTag + link, strict),
    '/link-after-script': pageOf(`${blockingTag}<p>${'기사 '.repeat(2000)}</p>${link}`, strict),
    '/link-in-its-place': pageOf(
      `<style>a.nalssi-ticker { display: block; line-height: 40px; overflow: hidden }</style>${link}<p>기사</p>${moduleTag}`,
    ),
    '/all.js': script(`"the site's own";${readBundle('nalssi.global.js')}`),
    '/missing': pageOf(moduleTag + english + english),
    '/loader': pageOf(
      // Like loaders that hold scripts back: the tag stays, and what runs is not it.
      `<script type="text/held" src="/w/1/nalssi.global.js"></script>${english}<script>
        const { src } = document.querySelector('[type="text/held"]');
        fetch(src).then((answer) => answer.text()).then((code) => setTimeout(code));
      </script>`,
    ),
    '/no-link': pageOf(moduleTag + element),
  });
});
afterEach(() => visitor.leave());
afterAll(() => visitor[Symbol.asyncDispose]());

const feeds = (requests: readonly string[]) =>
  requests.filter((path) => path === '/v1/ticker.json');

test('two addresses of the script, and the classic one twice, define the ticker once', async () => {
  const { errors, requests } = await visitor.open('/twice');

  expect(errors).toEqual([]);
  expect(feeds(requests)).toHaveLength(1);
});

describe.each([
  ['another version before', '/other-first', '날씨 1.99.0'],
  ['another version after', '/other-last', '날씨'],
])('with %s ours', (_, path, label) => {
  test('the first one makes all tickers, also of links, with one request and no error', async () => {
    const { page, errors, requests } = await visitor.open(path);
    await page.locator('nalssi-ticker > a.nalssi-ticker').waitFor({ state: 'attached' });
    const last = page.locator('nalssi-ticker').last().locator('[part~=name]');
    await expect.poll(() => last.allTextContents()).toEqual(['대전']);
    const labels = () =>
      page
        .locator('nalssi-ticker [part~=ticker]')
        .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('aria-label')));

    await expect.poll(labels).toEqual([label, `${label} 2`, '대전광역시 날씨']);
    expect(errors).toEqual([]);
    expect(feeds(requests)).toHaveLength(1);
  });
});

describe('a link of the class nalssi-ticker', () => {
  test.each([
    ['the module', '/link-module'],
    ['the classic script', '/link-classic'],
    ['a script that runs before the link is there', '/link-after-script'],
  ])('becomes a ticker by %s, under strict policies', async (_, path) => {
    const { page, errors } = await visitor.open(path);

    expect(await names(page)).toEqual(['대전']);
    expect(await page.locator('nalssi-ticker > a').getAttribute('href')).toBe('/weather');
    expect(errors).toEqual([]);
  });

  test('moves nothing on the page, with the style of the README', async () => {
    const { page } = await visitor.visit();
    const { promise: held, resolve: go } = Promise.withResolvers<void>();
    await page.route('**/nalssi.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${visitor.host.origin}/link-in-its-place`, { waitUntil: 'commit' });
    const place = () => page.locator('body > p').evaluate((p) => p.getBoundingClientRect().top);
    const before = await place();
    go();
    await page.locator('nalssi-ticker [part~=name]').waitFor();

    expect(await place()).toBe(before);
  });

  test('that comes after another one becomes a ticker too', async () => {
    const { page } = await visitor.open('/link-module');
    await page.evaluate(() => {
      const later = document.createElement('a');
      later.className = 'nalssi-ticker';
      later.dataset['stations'] = '108';
      document.body.append(document.createElement('p'), later);
    });
    const last = page.locator('p + nalssi-ticker [part~=name]');

    await expect.poll(() => last.allTextContents()).toEqual(['서울']);
  });

  test('costs pages without one no second script', async () => {
    const { page, requests } = await visitor.open('/no-link');
    await page.waitForLoadState('networkidle');

    expect(requests).not.toContain('/w/1/nalssi-more.js');
  });

  test('stays a link where the second script cannot be had', async () => {
    const { page, errors } = await visitor.visit();
    await page.route('**/nalssi-more.js', (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await page.goto(`${visitor.host.origin}/link-module`);
    await failed;

    expect(await page.locator('a.nalssi-ticker').isVisible()).toBe(true);
    expect(errors.filter((error) => !error.includes('ERR_FAILED'))).toEqual([]);
  });
});

describe('the second script', () => {
  const first = (visit: Visit) => visit.page.locator('nalssi-ticker').first();

  test('is found by the feed, where the first one was joined to others', async () => {
    const feed = `${visitor.host.otherOrigin}/v1/`;
    await visitor.host.add(
      '/joined',
      pageOf(`<script src="/all.js"></script>${english.replace('lang', `feed="${feed}" lang`)}`),
    );
    const visit = await visitor.open('/joined');

    expect(await first(visit).locator('[part~=name]').allTextContents()).toEqual([
      'Seoul',
      'Busan',
    ]);
    expect(visit.errors).toEqual([]);
  });

  test('is not taken from beside the feed of a link, which whoever writes links may name', async () => {
    const other = visitor.host.otherOrigin;
    const headers = { 'Access-Control-Allow-Origin': '*' };
    const feed = { content: JSON.stringify(recordedTickerFile()), contentType: 'application/json' };
    const hostile = script('globalThis.hacked = true; export const extend = null;');
    await visitor.host.add('/uploads/v1/ticker.json', { ...feed, headers });
    await visitor.host.add('/uploads/w/1/nalssi-more.js', { ...hostile, headers });
    const written = `<a class="nalssi-ticker" data-feed="${other}/uploads/v1/" data-controls href="/weather">날씨</a>`;
    await visitor.host.add(
      '/joined-links',
      pageOf(`<script src="/all.js" data-allow="${other}"></script>${written}`),
    );
    const { page, requests } = await visitor.open('/joined-links');
    await page.waitForLoadState('networkidle');

    expect(requests).not.toContain('/uploads/w/1/nalssi-more.js');
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  });

  test('is found by the tag, where a loader runs the first one without it', async () => {
    const visit = await visitor.open('/loader');

    expect(await first(visit).locator('[part~=name]').first().textContent()).toBe('Seoul');
    expect(visit.errors).toEqual([]);
  });

  test('is missed once on the console, and the ticker does without', async () => {
    const visit = await visitor.visit();
    const said: string[] = [];
    visit.page.on('console', (message) => {
      if (message.type() === 'warning') said.push(message.text());
    });
    await visit.page.route('**/nalssi-more.js', (route) => route.abort());
    await visit.page.goto(`${visitor.host.origin}/missing`);
    await first(visit).locator('[part~=name]').first().waitFor();
    await visit.page.locator('nalssi-ticker').last().locator('[part~=name]').first().waitFor();

    expect(said).toEqual([
      `nalssi-ticker: no nalssi-more.js by ${visitor.host.origin}/w/1/nalssi.js`,
    ]);
  });

  test('makes a ticker of a link on a page that the reader comes to by Turbo Drive', async () => {
    const { page } = await visitor.open('/no-link');
    await page.evaluate((written) => {
      // As Turbo does: the page has another body, and its scripts do not run again.
      const body = document.createElement('body');
      body.innerHTML = written;
      document.body.replaceWith(body);
    }, link);

    await expect.poll(() => names(page)).toEqual(['대전']);
  });
});

describe('a script with the hash of integrity.json', () => {
  beforeAll(async () => {
    const answer = await fetch(`${visitor.host.origin}/w/1/integrity.json`);
    const { files } = (await answer.json()) as { files: Record<string, { integrity: string }> };
    const integrity = files['nalssi.js']?.integrity ?? '';
    await visitor.host.add('/hash', pageOf(hashTag(integrity) + element));
    await visitor.host.add(
      '/other-hash',
      pageOf(hashTag(integrity.replace(/.{4}$/, 'AAAA')) + element),
    );
  });

  test('runs', async () => {
    const { page } = await visitor.visit();
    await page.goto(`${visitor.host.origin}/hash`);
    await page.locator('nalssi-ticker [part~=name]').first().waitFor();

    expect(await names(page)).toHaveLength(97);
  });

  test('does not run where the hash is another, and what stands in the element stays', async () => {
    const { page } = await visitor.visit();
    await page.goto(`${visitor.host.origin}/other-hash`, { waitUntil: 'load' });

    expect(await page.evaluate(() => customElements.get('nalssi-ticker') === undefined)).toBe(true);
    expect(await page.locator('nalssi-ticker a').isVisible()).toBe(true);
  });
});
