import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { version } from '@nalssi/collector';
import { regionNames } from '@nalssi/schemas';
import { regionsOf } from '@nalssi/schemas/facts';
import { type Browser, chromium, type Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embedFragmentOf } from '../../../collector/feed/embed/embed-fragment.ts';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { HostServer, page as pageOf } from './host-server.ts';

// What the READMEs give people to paste, pasted into a page of another site.

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const host = 'https://weather.example.com';
const files = ['README.md', 'README.ko.md', 'widget/README.md'];

/** The pieces of HTML in a README; PHP has `php.test.ts`. */
function snippetsIn(file: string): string[] {
  const blocks = [...read(file).matchAll(/^```html\n(.*?)\n```$/gms)];
  return blocks.flatMap(([, text = '']) => text.split(/\n\n(?=<!--)/));
}

let server: HostServer;
let below: Server;
let belowOrigin: string;
let browser: Browser;
let hash: string;

beforeAll(async () => {
  server = await HostServer.start({
    '/v1/embed/KR-44.html': {
      content: embedFragmentOf(recordedTickerFile(), 'KR-44', 'ko'),
      contentType: 'text/html; charset=utf-8',
    },
  });
  // A proxy that has us below a path, as the recipes for nginx do it.
  below = createServer(async (request, response) => {
    const path = request.url?.match(/^\/weather(\/.*)$/)?.[1];
    if (path === undefined) {
      response.writeHead(404).end();
      return;
    }
    const answer = await fetch(server.origin + path);
    for (const name of ['content-type', 'access-control-allow-origin']) {
      response.setHeader(name, answer.headers.get(name) ?? '');
    }
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((listening) => below.listen(0, '127.0.0.1', listening));
  belowOrigin = `http://127.0.0.1:${(below.address() as AddressInfo).port}`;
  const { files: hashes } = await (await fetch(`${server.origin}/w/1/integrity.json`)).json();
  hash = hashes['nalssi.js'].integrity;
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser?.close();
  await new Promise((closed) => below.close(closed));
  await server?.[Symbol.asyncDispose]();
});

/** What a server with SSI makes of a snippet. */
async function included(snippet: string): Promise<string> {
  const [directive, address] = /<!--#include virtual="([^"]+)" -->/.exec(snippet) ?? [];
  if (directive === undefined || address === undefined) return snippet;
  const answer = await fetch(new URL(address, server.origin));
  return snippet.replace(directive, await answer.text());
}

/** A page with a snippet, and what the snippet says must be there besides. */
async function pageWith(snippet: string, site: string): Promise<string> {
  const pasted = (await included(snippet.replaceAll(host, site)))
    .replaceAll('/w/1.0.0/', `/w/${version}/`)
    .replaceAll('sha384-…', hash);
  const isWhole = /<script|<iframe|nalssi-embed/.test(pasted);
  const shows = /<nalssi-ticker|class="nalssi-|<iframe/.test(pasted);
  const before = isWhole ? '' : `<script type="module" src="${site}/w/1/nalssi.js"></script>`;
  return before + pasted + (shows ? '' : '<nalssi-ticker region="KR-44"></nalssi-ticker>');
}

async function expectSeosan(html: string): Promise<void> {
  const path = `/pasted-${Math.random()}`;
  await server.add(path, pageOf(html));
  const page = await browser.newPage({ viewport: { width: 390, height: 400 } });
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(server.otherOrigin + path);
  const frame = page.locator('iframe');
  const inside: Locator =
    (await frame.count()) > 0 ? frame.contentFrame().locator('body') : page.locator('body');
  await inside.getByText('서산').first().waitFor({ state: 'attached' });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if ((await frame.count()) > 0) {
    const { border, height } = await frame.evaluate((element) => ({
      border: getComputedStyle(element).borderTopWidth,
      height: element.getBoundingClientRect().height,
    }));
    expect({ border, height }).toEqual({ border: '0px', height: 40 });
    expect(await frame.getAttribute('sandbox')).toContain('allow-popups-to-escape-sandbox');
  }
  await page.close();

  expect(errors).toEqual([]);
  expect(width).toBe(390);
}

describe.each(files)('%s', (file) => {
  test.each(snippetsIn(file).map((snippet) => [snippet.split('\n')[0], snippet] as const))(
    'gives people something that shows 서산: %s',
    async (_, snippet) => {
      await expectSeosan(await pageWith(snippet, server.origin));
    },
  );
});

test('the main lines are the same everywhere, and work from below a path', async () => {
  const [first = ''] = snippetsIn('README.md');
  expect(first).toContain('<style>nalssi-ticker:not(:defined)');
  for (const file of files) expect(snippetsIn(file)[0]).toBe(first);
  await expectSeosan(await pageWith(first, `${belowOrigin}/weather`));
});

test('README.ko.md lists every region with names that the ticker takes', () => {
  const rows = [...read('README.ko.md').matchAll(/^\| `(KR-\d\d)` +\| (\S+) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, code]) => code)).toEqual(Object.keys(regionNames));
  for (const [, code = '', short = '', name = ''] of rows) {
    expect(regionsOf(short)).toEqual([code]);
    const { ko } = regionNames[code as keyof typeof regionNames];
    expect(name.endsWith(ko)).toBe(true);
  }
});

test('the commands of README.ko.md are those of a clone', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...read('README.ko.md').matchAll(/npm (?:run )?([a-z]+)/g)].map(
    ([, name]) => name,
  );
  const ofNpm = ['ci', 'start'];

  expect(named).toContain('nalssi');
  expect(named.filter((name = '') => !ofNpm.includes(name) && !(name in scripts))).toEqual([]);
  // What is no package of a clone, npx would look for elsewhere.
  expect(read('README.ko.md')).not.toContain('npx');
});
