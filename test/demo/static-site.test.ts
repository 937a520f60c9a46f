import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentTypeOf } from '../../collector/serve/resource.ts';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { runExport } from '../collector/commands/run-export.ts';
import { Workbench } from '../collector/workbench.ts';
import { encodeEucKr } from '../upstream/euc-kr.ts';

// The built site on a host that knows nothing but files, below a path.

let bench: Workbench;
let root: string;
let host: Server;
let address: string;
let browser: Browser;

beforeAll(async () => {
  bench = await Workbench.start(undefined, { output: 'compressed' });
  await bench.pull();
  root = await mkdtemp(join(tmpdir(), 'nalssi-'));
  await runExport([root], bench.directory, join(import.meta.dirname, '../../widget/dist'));
  host = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = pathname.replace(/^\/weather\//, '').replace(/(^|\/)$/, '$1index.html');
    try {
      const content = await readFile(join(root, file));
      response.writeHead(200, { 'Content-Type': contentTypeOf(file) }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => host.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/weather/`;
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser?.close();
  await new Promise((closed) => host?.close(closed));
  await bench?.[Symbol.asyncDispose]();
  await rm(root, { recursive: true, force: true });
});

test('has the configurator, which finds a place and prints the address of the host', async () => {
  const page = await browser.newPage();
  await page.goto(`${address}?regions=KR-44`);
  await page.locator('.preview iframe').contentFrame().locator('nalssi-ticker').waitFor();
  await page.getByRole('combobox', { name: '찾기' }).fill('ㅅㅎㅅ');
  const first = await page.getByRole('option').first().textContent();
  const code = await page.locator('.code code').textContent();
  await page.close();

  expect(first).toContain('시흥시');
  expect(code).toContain(`src="${address}w/1/nalssi.js"`);
});

test('has the maps, the news pages and a header for the one in EUC-KR', async () => {
  const page = await readFile(join(root, 'demo/siheung/index.html'));
  const headers = await readFile(join(root, '_headers'), 'utf8');

  expect(page.includes(encodeEucKr('시흥갯골신문'))).toBe(true);
  expect(headers).toContain('Content-Type: text/html; charset=euc-kr');
  for (const name of ['cheonan', 'seoul', 'daegu', 'sejong']) {
    expect(await readFile(join(root, `demo/${name}/index.html`), 'utf8')).toContain('Nalssi');
  }
  for (const folder of ['w/1', 'w/1.0.0']) {
    expect(
      JSON.parse(await readFile(join(root, folder, 'maps/KR-44.json'), 'utf8')),
    ).toHaveProperty('places');
  }
});
