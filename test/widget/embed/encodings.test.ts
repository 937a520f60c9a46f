import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embedFragmentOf } from '../../../collector/feed/embed/embed-fragment.ts';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { readBundle } from '../serve-widget.ts';

// Pages of old Korean sites are in EUC-KR, and so is whatever they load from a server that names no
// encoding: a plain folder of files behind many of them.

const built = join(import.meta.dirname, '../../../widget/dist');
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  html: 'text/html',
  css: 'text/css',
  json: 'application/json',
};

/** 날씨 in EUC-KR, which a page that is read as something else does not show. */
const weatherInEucKr = Buffer.from([0xb3, 0xaf, 0xbe, 0xbe]);
const pageInEucKr = (body: string) =>
  Buffer.concat([
    Buffer.from('<!doctype html><html lang="ko"><meta charset="euc-kr"><title>'),
    weatherInEucKr,
    Buffer.from(`</title>${body}`, 'latin1'),
  ]);
const pages: Readonly<Record<string, Buffer>> = {
  '/classic': pageInEucKr(
    '<nalssi-ticker stations="129"></nalssi-ticker><script src="/w/1/nalssi.global.js"></script>',
  ),
  '/module': pageInEucKr(
    '<script type="module" src="/w/1/nalssi.js"></script><nalssi-ticker stations="129" controls></nalssi-ticker>',
  ),
  '/fragment': pageInEucKr(embedFragmentOf(recordedTickerFile(), 'KR-44', 'ko')),
};

let server: Server;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const page = pages[path];
    if (path === '/v1/ticker.json') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(recordedTickerFile()));
      return;
    }
    if (page === undefined && !path.startsWith('/w/1/')) {
      response.writeHead(404).end();
      return;
    }
    // The page for frames comes from a server that takes all its pages for EUC-KR.
    const charset = name === 'frame.html' ? '; charset=euc-kr' : '';
    const extension = page === undefined ? name.slice(name.lastIndexOf('.') + 1) : 'html';
    response.setHeader('Content-Type', `${types[extension] ?? 'text/plain'}${charset}`);
    response.end(page ?? (await readFile(join(built, name))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser?.close();
  await new Promise((closed) => server.close(closed));
});

describe('in a page in EUC-KR, from a server that names no encoding,', () => {
  test.each([
    ['the classic script', '/classic'],
    ['the module, with the second script,', '/module'],
  ])('%s speaks Korean', async (_, path) => {
    const page = await browser.newPage();
    await page.goto(origin + path);
    const ticker = page.locator('nalssi-ticker');
    await ticker.locator('[part~=name]').waitFor();

    expect(await page.evaluate(() => [document.characterSet, document.title])).toEqual([
      'EUC-KR',
      '날씨',
    ]);
    expect(await ticker.locator('[part~=name]').textContent()).toBe('서산');
    expect(await ticker.locator('[part~=condition]').textContent()).toBe('맑음');
    expect(await ticker.locator('[part~=cap]').textContent()).toContain('기상청 제공');
    const labels = ticker.locator('button[aria-label]');
    expect((await labels.all()).length).toBeGreaterThan(0);
    for (const label of await labels.all()) {
      expect(await label.getAttribute('aria-label')).toMatch(/^[가-힣 ]+$/);
    }
    await page.close();
  });

  test('the text from the server is Korean', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/fragment`);

    expect(await page.locator('[data-station="129"]').textContent()).toBe('서산 맑음, 0.7℃');
    expect(await page.locator('.nalssi-embed-about').textContent()).toContain('기상청 제공');
    await page.close();
  });

  test('the page for frames is Korean', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/w/1/frame.html?stations=129`);

    expect(await page.title()).toBe('날씨');
    expect(await page.locator('[part~=name]').textContent()).toBe('서산');
    await page.close();
  });
});

// Modules are UTF-8 to every browser, whatever the server or the page says.
test.each(['nalssi.global.js', 'frame.html', 'frame-board.html', 'frame.css'])(
  '%s is ASCII',
  (name) => {
    expect(readBundle(name).toString('latin1')).toMatch(/^[\t\n\r -~]*$/);
  },
);
