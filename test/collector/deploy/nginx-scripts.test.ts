import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeedContent, FeedServer, findWidget, loadAssets } from '@nalssi/collector';
import { pino } from 'pino';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepScripts } from '../../../collector/serve/kept-scripts.ts';
import { Nginx } from './nginx.ts';

const log = pino({ enabled: false });
const script = `export const words = ${JSON.stringify('맑음 흐림 '.repeat(500))};`;
let directory = '';
let ours = '';
let server: FeedServer;
let nginx: Nginx;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const built = join(directory, 'package/built');
  await cp(join(import.meta.dirname, '../serve/widget-package/built'), built, { recursive: true });
  await writeFile(join(built, 'frame.css'), 'html { margin: 0 }');
  await writeFile(join(built, 'frame-board.html'), '<!doctype html><title>board</title>');
  await mkdir(join(built, 'maps'));
  await writeFile(join(built, 'maps/KR-44.json'), JSON.stringify({ places: '천안 '.repeat(500) }));
  for (const version of ['1.0.0', '1.4.2']) {
    const manifest = { name: '@nalssi/widget', version };
    await writeFile(join(directory, 'package/package.json'), JSON.stringify(manifest));
    await writeFile(join(built, 'nalssi.js'), `${script} // ${version}`);
    const widget = findWidget(built);
    if (widget === null) throw new Error('There is no widget.');
    const assets = await loadAssets(await keepScripts(directory, widget, log));
    server = new FeedServer({ content: new FeedContent(), assets, onError: () => undefined });
  }
  ours = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
  nginx = await Nginx.start({ feed: directory, pages: built });
});

afterAll(async () => {
  await nginx[Symbol.asyncDispose]();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

/** What is named by the file system in one server and by the content in the other is left out. */
const ofTheServer = ['connection', 'keep-alive', 'date', 'server', 'etag', 'last-modified'];

async function answer(base: string, path: string, headers: Record<string, string>) {
  const response = await request(base + path, { headers });
  const kept = Object.entries(response.headers).filter(([name]) => !ofTheServer.includes(name));
  return {
    status: response.statusCode,
    headers: Object.fromEntries(kept.toSorted(([a], [b]) => a.localeCompare(b))),
    body: Buffer.from(await response.body.arrayBuffer()).toString('base64'),
    etag: String(response.headers['etag']),
  };
}

async function bothAnswer(path: string, headers: Record<string, string> = {}) {
  const { etag: _, ...own } = await answer(ours, path, headers);
  const { etag, ...other } = await answer(nginx.url, path, headers);
  expect(other).toEqual(own);
  return { ...own, etag };
}

describe('nginx gives the scripts of the ticker as our server does', () => {
  test.each(['br', 'zstd', 'gzip', 'gzip, deflate, br, zstd', 'identity'])(
    'in %s',
    async (accepted) => {
      const coding = { 'accept-encoding': accepted };
      for (const version of ['1', '1.0.0', '1.4.2']) {
        const { status, headers } = await bothAnswer(`/w/${version}/nalssi.js`, coding);
        expect(status).toBe(200);
        expect(headers['content-encoding']).toBe(
          accepted === 'identity' ? undefined : accepted.length > 4 ? 'br' : accepted,
        );
      }
    },
  );

  test.each(['br', 'gzip', 'identity'])('and the maps of the board, in %s', async (accepted) => {
    for (const version of ['1', '1.0.0', '1.4.2']) {
      const coding = { 'accept-encoding': accepted };
      const { status, headers } = await bothAnswer(`/w/${version}/maps/KR-44.json`, coding);
      expect(status).toBe(200);
      expect(headers['content-encoding']).toBe(accepted === 'identity' ? undefined : accepted);
    }
  });

  test.each(['frame.html', 'frame-board.html', 'frame.css', 'integrity.json'])(
    'and %s',
    async (name) => {
      for (const version of ['1', '1.0.0', '1.4.2']) {
        expect((await bothAnswer(`/w/${version}/${name}`)).status).toBe(200);
      }
    },
  );

  test('to a reader who has it already', async () => {
    const { etag } = await bothAnswer('/w/1.0.0/nalssi.js', { 'accept-encoding': 'br' });
    const again = { 'accept-encoding': 'br', 'if-none-match': etag };

    expect((await answer(nginx.url, '/w/1.0.0/nalssi.js', again)).status).toBe(304);
  });

  test.each([
    '/w/',
    '/w/1',
    '/w/1/',
    '/w/2/nalssi.js',
    '/w/1.4/nalssi.js',
    '/w/1.4.2/nothing.js',
    '/w/1.4.2/nalssi.js.br',
    '/w/builds/nalssi.js',
    '/w/1.4.2/maps/KR-99.json',
    '/w/1/maps/../nalssi.js.br',
    '/w/1/operators/operators.js',
    '/w/1/../../nalssi.sqlite',
  ])('and nothing at %s', async (path) => {
    expect((await bothAnswer(path)).status).toBe(404);
  });
});

test('nginx sends the page for operators to a browser that takes brotli as what it is', async () => {
  const browser = { 'accept-encoding': 'gzip, deflate, br' };
  const { status, headers, body } = await answer(nginx.url, '/ops/', browser);

  expect(status).toBe(200);
  expect(headers['content-encoding']).toBeUndefined();
  expect(Buffer.from(body, 'base64').toString()).toContain('<title>ops</title>');
});

test('nginx writes nothing into its error log meanwhile', () => {
  expect(nginx.errorLog).toBe('');
});
