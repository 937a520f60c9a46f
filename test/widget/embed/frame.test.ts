import { type Browser, chromium, type FrameLocator, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { HostServer, page as pageOf, script } from './host-server.ts';

// The page for frames, in a frame without rights on another site.

let browser: Browser;
let host: HostServer;
let page: Page;

beforeAll(async () => {
  host = await HostServer.start({
    '/article': pageOf(
      '<iframe sandbox="allow-scripts allow-popups" width="640" frameborder="0"></iframe><script src="/article.js"></script>',
    ),
    '/article.js': script(`
      const query = new URLSearchParams(location.search);
      const frame = document.querySelector('iframe');
      frame.height = query.get('height');
      frame.src = query.get('src');
    `),
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});
afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});

interface Framed {
  readonly frame: FrameLocator;
  readonly errors: string[];
  readonly requests: string[];
}

/** Opens a page of another site with the frame, until its ticker shows stations. */
async function open(query: string, height = 40): Promise<Framed> {
  const errors: string[] = [];
  const requests: string[] = [];
  page = await browser.newPage({ viewport: { width: 900, height: 300 } });
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  const src = encodeURIComponent(`${host.origin}/w/1/frame.html${query}`);
  await page.goto(`${host.otherOrigin}/article?src=${src}&height=${height}`);
  const frame = page.frameLocator('iframe');
  await frame.locator('[part~=name]').first().waitFor();
  return { frame, errors, requests };
}

describe('the frame', () => {
  test('shows the whole country under a strict policy, and nothing complains', async () => {
    const { frame, errors } = await open('');

    expect(await frame.locator('[part~=name]').count()).toBe(97);
    expect(errors).toEqual([]);
  });

  test('shows the stations and the language that its address names', async () => {
    const { frame } = await open('?stations=108,159&lang=en');

    expect(await frame.locator('[part~=name]').allTextContents()).toEqual(['Seoul', 'Busan']);
    expect(await frame.locator('html').getAttribute('lang')).toBe('en');
    expect(await frame.locator('title').textContent()).toBe('Weather');
  });

  test('shows the region that its address names', async () => {
    const { frame } = await open('?region=KR-30');

    expect(await frame.locator('[part~=name]').allTextContents()).toEqual(['대전']);
  });

  test('has the switches that its address names', async () => {
    const { frame } = await open('?controls&unit=f&stations=108');

    const names = await frame.locator('nalssi-ticker').evaluate((t) => t.getAttributeNames());

    expect(names.toSorted()).toEqual(['controls', 'stations', 'unit']);
    expect(await frame.locator('[part~=temperature]').textContent()).toBe('37.0℉');
  });

  test('shows no feed but ours, and takes no script or style from its address', async () => {
    const { frame, requests } = await open(
      '?feed=https://evil.example/v1/&onclick=alert(1)&style=color:red&class=x',
    );

    expect(requests.filter((url) => new URL(url).host === 'evil.example')).toEqual([]);
    expect(await frame.locator('nalssi-ticker').evaluate((t) => t.getAttributeNames())).toEqual([]);
  });

  test.each([
    ['our own', () => '/w/{station}'],
    ['that of the page with the frame', () => `${host.otherOrigin}/w/{station}`],
  ])('leads from its stations to a site that is %s', async (_, href) => {
    const { frame } = await open(`?stations=108&href=${encodeURIComponent(href())}`);
    await frame.locator('[part=link]').waitFor();

    expect(await frame.locator('nalssi-ticker').getAttribute('href')).toBe(href());
  });

  test.each([
    'https://stranger.invalid/{station}',
    '//stranger.invalid/',
    '/\\stranger.invalid/',
    'javascript:alert(1)//{station}',
    'data:text/html,{name}',
    'blob:https://stranger.invalid/x',
    'https://[',
  ])('leads from its stations to nobody else: %s', async (href) => {
    const { frame } = await open(`?href=${encodeURIComponent(href)}`);

    expect(await frame.locator('nalssi-ticker').evaluate((t) => t.getAttributeNames())).toEqual([]);
    expect(await frame.locator('[part=link]').count()).toBe(0);
  });

  test('that stands alone leads to our site, whoever sent the reader', async () => {
    page = await browser.newPage();
    const href = encodeURIComponent(`${host.otherOrigin}/{station}`);
    await page.goto(`${host.origin}/w/1/frame.html?stations=108&href=${href}`, {
      referer: `${host.otherOrigin}/`,
    });
    await page.locator('[part~=name]').waitFor();

    expect(await page.locator('[part=link]').count()).toBe(0);
  });

  test.each([32, 56])('is filled by the ticker when it is %i px high', async (height) => {
    const { frame } = await open('', height);
    const box = await frame.locator('[part~=ticker]').boundingBox();
    const scrolls = await frame
      .locator('html')
      .evaluate((html) => html.scrollHeight > innerHeight || html.scrollWidth > innerWidth);

    expect(box).toMatchObject({ width: 640, height });
    expect(scrolls).toBe(false);
  });

  test('is light, or dark where its address says so', async () => {
    const background = (frame: FrameLocator) =>
      frame.locator('[part~=ticker]').evaluate((bar) => getComputedStyle(bar).backgroundColor);
    const light = await background((await open('')).frame);
    await page.close();
    const dark = await background((await open('?theme=dark')).frame);

    expect(light).toBe('rgb(255, 255, 255)');
    expect(dark).not.toBe(light);
  });

  test('opens links in a tab of their own, and names no oEmbed answer that a folder of files has not', async () => {
    const { frame } = await open('');

    expect(await frame.locator('base').getAttribute('target')).toBe('_blank');
    const link = frame.locator('link[type="application/json+oembed"]');
    expect(await link.count()).toBe(0);
  });
});

describe('the frame of a board', () => {
  async function opened(query: string) {
    const errors: string[] = [];
    const requests: string[] = [];
    page = await browser.newPage({ viewport: { width: 900, height: 300 } });
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('request', (request) => requests.push(request.url()));
    const src = encodeURIComponent(`${host.origin}/w/1/frame-board.html${query}`);
    await page.goto(`${host.otherOrigin}/article?src=${src}&height=240`);
    const frame = page.frameLocator('iframe');
    // The feed of these tests has a ticker and no boards.
    await frame.locator('nalssi-board .notice').waitFor();
    return { frame, board: frame.locator('nalssi-board'), errors, requests };
  }

  test('takes the attributes of a board from its address, and no feed, script or style', async () => {
    const { board, errors, requests } = await opened(
      '?region=KR-44&unit=f&parts=map&feed=https://evil.example/v1/&onclick=alert(1)&style=color:red&mode=roll',
    );

    expect(await board.evaluate((one) => one.getAttributeNames().toSorted())).toEqual([
      'parts',
      'region',
      'unit',
    ]);
    expect(requests.filter((url) => new URL(url).host === 'evil.example')).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('loads the script of the board and not that of the ticker', async () => {
    const { requests } = await opened('?region=KR-44');
    const scripts = requests.map((url) => new URL(url).pathname.split('/').at(-1));

    expect(scripts).toContain('nalssi-board.js');
    expect(scripts).not.toContain('nalssi.js');
  });

  test('speaks English, is dark, and scrolls where it is higher than the frame', async () => {
    const { frame } = await opened('?region=KR-44&lang=en&theme=dark');
    const scrolls = await frame
      .locator('body')
      .evaluate((body) => getComputedStyle(body).overflowY);

    expect(await frame.locator('html').getAttribute('lang')).toBe('en');
    expect(await frame.locator('title').textContent()).toBe('Weather');
    expect(await frame.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(scrolls).toBe('auto');
  });
});

describe('links of boards', () => {
  test('become boards with what is theirs of the attributes, also those that come later', async () => {
    const address = `/links-${Math.random()}`;
    await host.add(
      address,
      pageOf(`<p><a class="nalssi-board" data-region="충남" data-unit="f" data-feed="https://evil.example/v1/"
        data-onclick="alert(1)" href="/weather">충남 날씨</a></p><a class="nalssi-ticker" href="/">날씨</a>
        <script type="module" src="${host.origin}/w/1/nalssi-board-links.js"></script>`),
    );
    page = await browser.newPage();
    await page.goto(host.otherOrigin + address);
    const boards = page.locator('nalssi-board');
    await boards.waitFor();

    expect(await boards.evaluate((one) => one.getAttributeNames().toSorted())).toEqual([
      'region',
      'unit',
    ]);
    expect(await boards.locator('a').textContent()).toBe('충남 날씨');
    expect(
      await page.locator('a.nalssi-ticker').evaluate((one) => one.parentElement?.tagName),
    ).toBe('BODY');
    await page.evaluate(() => {
      const later = document.createElement('a');
      later.className = 'nalssi-board';
      document.body.append(later);
    });
    await boards.nth(1).waitFor({ state: 'attached' });
  });
});
