import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { createLogger, Secrets } from '@nalssi/collector';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWidget, widgetDirectory } from '../../../demo/build-widget.ts';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { fileAt, healthyFeed, publishedAt } from './fixtures.ts';

// The built page, as any static server would host it, under the strictest policy it must bear.

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'";
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};
const directory = join(widgetDirectory, 'operators');
const feed = healthyFeed();
let browser: Browser;

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const [, room, rest = ''] = path.match(/^\/tools\/weather\/(ops|v1)\/(.*)$/) ?? [];
  response.setHeader('content-security-policy', policy);
  response.sendDate = false;
  const file = room === 'v1' ? fileAt(feed, rest) : undefined;
  const name = rest === '' ? 'index.html' : rest;
  if (room === 'ops' && readdirSync(directory).includes(name)) {
    response.setHeader('content-type', types[name.split('.').at(-1) ?? ''] ?? '');
    response.end(readFileSync(join(directory, name)));
  } else {
    response.statusCode = file === undefined ? 404 : 200;
    response.end(JSON.stringify(file ?? null));
  }
});

beforeAll(async () => {
  await buildWidget(createLogger(new Secrets(), 'json', { write: () => undefined }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

test('works in another folder of a static server, under a strict policy, without a complaint', async () => {
  const page = await browser.newPage({ locale: 'ko-KR' });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  const { port } = server.address() as AddressInfo;
  // The feed says no time of its own, and its reader would take an old one for late.
  await page.clock.setFixedTime(publishedAt);
  await page.goto(`http://127.0.0.1:${port}/tools/weather/ops/#station=232`);
  await page.locator('nalssi-temperature-chart output').waitFor();

  expect(await page.locator('.verdict h2').textContent()).toContain('정상');
  expect(await page.locator('#station-heading').textContent()).toBe('관측소: 천안');
  expect(complaints).toEqual([]);
  await page.close();
});

test('is small, self-contained and not a development build', () => {
  const script = readFileSync(join(directory, 'operators.js'), 'utf8');

  const isCompressed = /\.(?:br|gz|zst)$/;
  const files = readdirSync(directory).filter((name) => !isCompressed.test(name));

  expect(files.toSorted()).toEqual([
    'THIRD-PARTY-LICENSES.txt',
    'icon.svg',
    'index.html',
    'operators.js',
  ]);
  // A kilobyte of it is where sources contradict each other, how old the facts are that age, and what no field may be named.
  expect(brotliCompressSync(script).byteLength).toBeLessThanOrEqual(32_200);
  expect(script).not.toMatch(/lit\.dev\/msg|dev mode|ZodError|sourceMappingURL/);
});
