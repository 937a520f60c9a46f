import diagnostics from 'node:diagnostics_channel';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { FeedContent, FeedServer } from '@nalssi/collector';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { encode, encodeAll } from '../../../collector/publish/encode.ts';
import { Late } from '../../../collector/serve/late.ts';
import { standardLimits } from '../../../collector/serve/limits.ts';
import type { Resource } from '../../../collector/serve/resource.ts';

const body = JSON.stringify({ 기상청: '제공'.repeat(200) });
const publishedAt = Date.parse('2026-11-23T21:10:05+09:00');
const content = new FeedContent();
const server = new FeedServer({ content, assets: new Map(), onError: () => undefined });
let base = '';

beforeAll(async () => {
  const files = await encodeAll(
    new Map([
      ['ticker.json', body],
      ['embed/ticker.html', body],
    ]),
    (text, path) => encode(text, path.startsWith('embed/') ? 'plain' : 'usual'),
  );
  content.replace(files, publishedAt);
  base = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
});

afterAll(() => server.close());

function get(path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
  return request(base + path, { headers, method });
}

describe('a feed file', () => {
  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
    ['zstd', zstdDecompressSync],
  ])('comes in %s to those who accept it', async (coding, decompress) => {
    const response = await get('/v1/ticker.json', { 'accept-encoding': coding });

    expect(response.headers['content-encoding']).toBe(coding);
    expect(decompress(Buffer.from(await response.body.arrayBuffer())).toString()).toBe(body);
  });

  test('comes plain to those who accept nothing else', async () => {
    const response = await get('/v1/ticker.json');

    expect(response.headers['content-encoding']).toBeUndefined();
    expect(await response.body.text()).toBe(body);
  });

  test('comes plain where it has no compressed form', async () => {
    const response = await get('/v1/embed/ticker.html', { 'accept-encoding': 'gzip, br' });

    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.headers['etag']).toMatch(/^"[0-9a-f]+"$/);
    expect(await response.body.text()).toBe(body);
  });

  test('may be read by any page, cached shortly and used stale while KMA or we are down', async () => {
    const { headers } = await get('/v1/ticker.json');

    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('Date'),
      'cache-control': 'public, max-age=20, stale-while-revalidate=300, stale-if-error=86400',
      'content-type': 'application/json; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      'last-modified': 'Mon, 23 Nov 2026 12:10:05 GMT',
      'timing-allow-origin': '*',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
  });

  test('has an entity tag of its own for each coding', async () => {
    const plain = await get('/v1/ticker.json');
    const brotli = await get('/v1/ticker.json', { 'accept-encoding': 'br' });

    expect(plain.headers['etag']).toMatch(/^"[0-9a-f]+"$/);
    expect(brotli.headers['etag']).toMatch(/^"[0-9a-f]+-br"$/);
  });

  test('is not sent again to those who have it', async () => {
    const first = await get('/v1/ticker.json', { 'accept-encoding': 'br' });
    const again = await get('/v1/ticker.json', {
      'accept-encoding': 'br',
      'if-none-match': String(first.headers['etag']),
    });

    expect(again.statusCode).toBe(304);
    expect(await again.body.text()).toBe('');
  });

  test('is not sent again to those who name its time', async () => {
    const again = await get('/v1/ticker.json', {
      'if-modified-since': 'Mon, 23 Nov 2026 12:10:05 GMT',
    });

    expect(again.statusCode).toBe(304);
  });

  test('answers HEAD with the headers of GET and no body', async () => {
    const response = await get('/v1/ticker.json', {}, 'HEAD');

    expect(response.statusCode).toBe(200);
    expect(Number(response.headers['content-length'])).toBe(Buffer.byteLength(body));
    expect(await response.body.text()).toBe('');
  });

  test('is found whatever the query', async () => {
    expect((await get('/v1/ticker.json?v=1')).statusCode).toBe(200);
  });
});

describe('what is not there', () => {
  test.each(['/v1/nothing.json', '/etc/passwd', '/v1/../package.json', '/v1/%2e%2e/x', '//evil'])(
    '%s is a problem in JSON that any page may read',
    async (path) => {
      const response = await get(path);

      expect(response.statusCode).toBe(404);
      expect(response.headers['access-control-allow-origin']).toBe('*');
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(await response.body.json()).toMatchObject({
        status: 404,
        type: '/problems/not-found',
      });
    },
  );

  test('POST is not served', async () => {
    const response = await request(`${base}/v1/ticker.json`, { method: 'POST', body: 'x' });

    expect(response.statusCode).toBe(405);
    expect(response.headers['allow']).toBe('GET, HEAD');
  });
});

test('a request before the first publish waits for it', async () => {
  const early = new FeedContent();
  const starting = new FeedServer({ content: early, assets: new Map(), onError: () => undefined });
  const port = await starting.listen('127.0.0.1', 0);
  const waiting = request(`http://127.0.0.1:${port}/v1/ticker.json`);
  early.replace(await encodeAll(new Map([['ticker.json', body]])), publishedAt);

  expect((await waiting).statusCode).toBe(200);
  await starting.close();
});

test('of the very first edition what is there is served, and the rest is waited for', async () => {
  const early = new FeedContent();
  const starting = new FeedServer({ content: early, assets: new Map(), onError: () => undefined });
  const base = `http://127.0.0.1:${await starting.listen('127.0.0.1', 0)}`;
  const ticker: [string, string] = ['ticker.json', body];
  const isWaiting = vi.spyOn(early.first, 'within');
  const waiting = request(`${base}/v1/ticker.json`);
  await vi.waitFor(() => expect(isWaiting).toHaveBeenCalled());
  early.replace(await encodeAll([ticker]), publishedAt, true);
  expect((await waiting).statusCode).toBe(200);
  const board = request(`${base}/v1/boards/KR-44.json`);
  const nothing = request(`${base}/v1/boards/KR-99.json`);

  expect((await request(`${base}/v1/ticker.json`)).statusCode).toBe(200);
  early.replace(await encodeAll([ticker, ['boards/KR-44.json', body]]), publishedAt);
  expect((await board).statusCode).toBe(200);
  expect((await nothing).statusCode).toBe(404);
  await starting.close();
});

test('what is not published in time is to be asked for again, whether there is an edition or none', async () => {
  const early = new FeedContent();
  const limits = { ...standardLimits, patience: 1 };
  const onError = () => undefined;
  const starting = new FeedServer({ content: early, assets: new Map(), limits, onError });
  const board = `http://127.0.0.1:${await starting.listen('127.0.0.1', 0)}/v1/boards/KR-44.json`;
  const none = await request(board);
  early.replace(await encodeAll([['ticker.json', body]]), publishedAt, true);
  const partial = await request(board);

  for (const { statusCode, headers } of [none, partial]) {
    expect([statusCode, headers['retry-after']]).toEqual([503, '2']);
  }
  expect(await none.body.json()).toMatchObject({ detail: 'There is no feed yet.' });
  expect(await partial.body.json()).toMatchObject({ detail: 'The feed is not complete yet.' });
  await starting.close();
});

test('a request for a file beside the feed waits until these files are read', async () => {
  const assets = new Map<string, Resource>();
  const lateAssets = new Late();
  const late = new FeedServer({ content, assets, lateAssets, onError: () => undefined });
  const url = `http://127.0.0.1:${await late.listen('127.0.0.1', 0)}/w/1/nalssi.js`;
  const answer = request(url);
  const feed = content.resources.get('/v1/ticker.json');
  if (feed !== undefined) assets.set('/w/1/nalssi.js', feed);
  lateAssets.come();

  expect((await answer).statusCode).toBe(200);
  await late.close();
});

test('a file beside the feed that takes too long to read is to be asked for again', async () => {
  const late = new FeedServer({
    content,
    assets: new Map(),
    lateAssets: new Late(),
    limits: { ...standardLimits, patience: 1 },
    onError: () => undefined,
  });
  const url = `http://127.0.0.1:${await late.listen('127.0.0.1', 0)}/w/1/nalssi.js`;
  const { statusCode, headers, body: problem } = await request(url);

  expect([statusCode, headers['retry-after']]).toEqual([503, '2']);
  expect(await problem.json()).toMatchObject({ detail: 'These files are not read yet.' });
  await late.close();
});

test('a connection that cannot be taken is told to the log, and others are served', async () => {
  const errors: unknown[] = [];
  const own = new FeedServer({
    content: null,
    assets: new Map(),
    onError: (error) => void errors.push(error),
  });
  const address = `http://127.0.0.1:${await own.listen('127.0.0.1', 0)}/`;
  const started = Promise.withResolvers<Server>();
  const hear = (message: unknown) => started.resolve((message as { server: Server }).server);
  diagnostics.subscribe('http.server.request.start', hear);
  await request(address);
  diagnostics.unsubscribe('http.server.request.start', hear);
  const fault = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  (await started.promise).emit('error', fault);
  const { statusCode } = await request(address);
  await own.close(0);

  expect(errors).toEqual([fault]);
  expect(statusCode).toBe(404);
});

test('a port in use is named, with what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const late = new FeedServer({ content, assets: new Map(), onError: () => undefined });

  await expect(late.listen('127.0.0.1', port)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or choose another port with PORT=${port + 1}.`,
  );
  other.close();
});
