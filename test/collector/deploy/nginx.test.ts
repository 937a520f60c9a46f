import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { FeedContent, FeedServer, loadAssets, pageMounts } from '@nalssi/collector';
import {
  formerProvinces,
  provinces,
  type RegionCode,
  regionCodes,
  regionNames,
} from '@nalssi/schemas';
import { Agent, Pool, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DirectoryPublisher } from '../../../collector/publish/directory-publisher.ts';
import { encode, encodeAll, hashDigits } from '../../../collector/publish/encode.ts';
import { RawConnection } from '../serve/served-process.ts';
import { Nginx } from './nginx.ts';

const publishedAt = Date.parse('2026-11-23T21:10:05.678+09:00');
const httpDate = 'Mon, 23 Nov 2026 12:10:05 GMT';
const text = JSON.stringify({ attribution: '기상청 제공 '.repeat(200) });
/** One of each kind. */
const files = [
  'ticker.json',
  'observations.geojson',
  'regions/KR-44.json',
  'boards/KR-44.json',
  'boards/KR-44.stations.json',
  'history/KR.json',
  'schema/1.0/ticker.schema.json',
  'api.html',
  'api.css',
  'api.js',
  'embed/KR-44.html',
];
const paths = [
  ...files,
  'embed/ticker.html',
  'embed/en/ticker.html',
  ...regionCodes.flatMap((region) => [`embed/${region}.html`, `embed/en/${region}.html`]),
];
/** Headers of the connection and of the program, not of the answer. */
const ofTheConnection = ['connection', 'keep-alive', 'date', 'server'];

/**
 * Node's own takes the place of undici's standard one once `fetch` was used, and the one of Node 26.10
 * rejects a 304 that repeats the length of the content, as nginx does and RFC 9110 section 8.6 allows.
 */
const agent = new Agent();

const content = new FeedContent();
let server: FeedServer;
let directory = '';
let ours = '';
let nginx: Nginx;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  await mkdir(join(directory, 'operators'));
  for (const name of ['index.html', 'operators.js', 'icon.svg']) {
    await writeFile(join(directory, 'operators', name), name);
  }
  const encoded = await encodeAll(
    new Map(paths.map((path) => [path, `${path} ${text}`])),
    (content, path) => encode(content, path.startsWith('embed/') ? 'plain' : 'usual'),
  );
  content.replace(encoded, publishedAt);
  const assets = await loadAssets(pageMounts(directory));
  server = new FeedServer({ content, assets, onError: () => undefined });
  ours = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
  await new DirectoryPublisher(directory).publish({ sequence: 7 }, encoded, publishedAt);
  nginx = await Nginx.start({ feed: directory });
});

afterAll(async () => {
  await agent.close();
  await nginx[Symbol.asyncDispose]();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';

async function answer(
  base: string,
  path: string,
  headers: Record<string, string> = {},
  method: Method = 'GET',
) {
  const response = await request(base + path, { headers, method, dispatcher: agent });
  // nginx repeats the length of the content in a 304, which RFC 9110 section 8.6 leaves free.
  const ignored =
    response.statusCode === 304 ? [...ofTheConnection, 'content-length'] : ofTheConnection;
  const kept = Object.entries(response.headers).filter(([name]) => !ignored.includes(name));
  return {
    status: response.statusCode,
    headers: Object.fromEntries(kept.toSorted(([a], [b]) => a.localeCompare(b))),
    body: Buffer.from(await response.body.arrayBuffer()).toString('base64'),
  };
}

/** What our server answers, after nginx was seen to answer the same. */
async function sameAnswer(
  ...asked: Parameters<typeof answer> extends [string, ...infer R] ? R : never
) {
  const expected = await answer(ours, ...asked);
  expect(await answer(nginx.url, ...asked)).toEqual(expected);
  return expected;
}

/** Towns of the name of a region, and the province that is two. */
const noRegions = ['광주시', '제주시', '나주', '전남광주통합특별시'].map(
  (name) => `region=${encodeURIComponent(name)}`,
);

/** What a region was and is called, long and short, with its provinces' numbers. */
function wordsOf(region: RegionCode): string[] {
  const former = formerProvinces.filter((province) => province.region === region);
  const own = provinces[region].code === '12' ? [] : [provinces[region]];
  const names = [regionNames[region].ko, ...[...own, ...former].map(({ name }) => name.ko)];
  const short = names.map((name) => name.replace(/^(.)[청라상]/, '$1').slice(0, 2));
  return [...new Set([...names, ...short, ...[...own, ...former].map(({ code }) => code)])];
}

describe('nginx answers as our server does', () => {
  test.each(
    files.flatMap((path) =>
      [
        undefined,
        'br',
        'gzip',
        'zstd',
        'gzip, deflate, br, zstd',
        'gzip, deflate',
        'zstd;q=0.5',
        'br;q=0, gzip',
        'br;q=0.0 , zstd;q=0',
        'GZIP',
        '*',
        '*;q=0',
        'identity',
        'brotli, x-gzip',
      ].map((accepted) => [path, accepted] as const),
    ),
  )('to a reader of %s who accepts %s', async (path, accepted) => {
    const headers: Record<string, string> =
      accepted === undefined ? {} : { 'accept-encoding': accepted };
    const { status, headers: sent } = await sameAnswer(`/v1/${path}`, headers);

    expect(status).toBe(200);
    expect(sent['last-modified']).toBe(httpDate);
    await sameAnswer(`/v1/${path}?v=1`, headers, 'HEAD');
  });

  test.each(['', 'br', 'gzip', 'zstd'])(
    'to a reader who has it already in "%s"',
    async (coding) => {
      const accepts = { 'accept-encoding': coding === '' ? 'identity' : coding };
      const { headers } = await answer(ours, '/v1/ticker.json', accepts);
      const etag = String(headers['etag']);
      for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, `${etag} , "other"`, '*']) {
        for (const method of ['GET', 'HEAD'] as const) {
          const unchanged = { ...accepts, 'if-none-match': sent };
          expect((await sameAnswer('/v1/ticker.json', unchanged, method)).status).toBe(304);
        }
      }
      for (const other of ['"other"', etag.replace('"', '"0'), etag.replaceAll('"', '')]) {
        const changed = { ...accepts, 'if-none-match': other, 'if-modified-since': httpDate };
        expect((await sameAnswer('/v1/ticker.json', changed)).status).toBe(200);
      }
    },
  );

  test('with nothing after the head of a 304', async () => {
    using connection = await RawConnection.open(Number(new URL(nginx.url).port));
    const ask = 'GET /v1/ticker.json HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n';
    connection.send(ask + ask.replace('If-None-Match: *', 'Connection: close'));
    const answers = await connection.answers(2);

    expect(answers.map(({ status }) => status)).toEqual([304, 200]);
  });

  test.each([
    [httpDate, 304],
    ['Mon, 23 Nov 2026 12:10:06 GMT', 304],
    ['Mon, 23 Nov 2026 12:10:04 GMT', 200],
    ['yesterday', 200],
  ])('to a reader who has it since %s', async (since, status) => {
    const headers = { 'if-modified-since': since, 'accept-encoding': 'br' };

    expect((await sameAnswer('/v1/ticker.json', headers)).status).toBe(status);
  });

  test('to a reader who asks for a part, which no one gives', async () => {
    expect((await sameAnswer('/v1/ticker.json', { range: 'bytes=0-9' })).status).toBe(200);
  });

  test.each([
    '/',
    '/v1/',
    '/v1',
    '/v1/nothing.json',
    '/v1/regions/',
    '/v1/ticker.json/',
    '/v1/ticker.json.br',
    '/v1/ticker.json/x.json',
    '/generations/0000000007/ticker.json',
    '/-/json',
    '/etc/passwd',
    '/v1/%2e%2e/v1/nothing.json',
  ])('to a reader of %s, where there is nothing', async (path) => {
    const { status, headers } = await sameAnswer(path, { 'accept-encoding': 'br' });

    expect(status).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    await sameAnswer(path, {}, 'HEAD');
  });

  test.each([
    ['', 'embed/ticker.html'],
    ['?region=&lang=', 'embed/ticker.html'],
    ['?lang=ko&utm_source=x', 'embed/ticker.html'],
    ['?lang=EN', 'embed/en/ticker.html'],
    ...['ko-KR', 'ko_KR', 'KO-kr', 'kr', 'kor'].map((lang) => [
      `?lang=${lang}`,
      'embed/ticker.html',
    ]),
    ['?lang=en-US', 'embed/en/ticker.html'],
    ['?lang=en_US&region=44', 'embed/en/KR-44.html'],
    ['?region=kr-44&lang=en', 'embed/en/KR-44.html'],
    ...regionCodes.map((region) => [`?region=${region}`, `embed/${region}.html`]),
    ...regionCodes.flatMap((region) =>
      wordsOf(region).map((word) => [
        `?region=${encodeURIComponent(word)}`,
        `embed/${region}.html`,
      ]),
    ),
    ['?region=%ec%b6%a9%eb%82%a8', 'embed/KR-44.html'],
  ])('to a page that includes the fragment of "%s"', async (query, path) => {
    const { status, body } = await sameAnswer(`/v1/embed/ticker.html${query}`);

    expect(status).toBe(200);
    expect(Buffer.from(body, 'base64').toString()).toBe(`${path} ${text}`);
  });

  test.each([
    'region=KR-99',
    'region=12',
    'region=13',
    ...noRegions,
    'region=ticker',
    'region=en/KR-44',
    'region=../x',
    'lang=ja',
    'lang=kok',
    'lang=english',
  ])('to a page that includes the fragment of "%s", of which there is none', async (query) => {
    expect((await sameAnswer(`/v1/embed/ticker.html?${query}`)).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE'] as const)('to %s', async (method) => {
    expect((await sameAnswer('/v1/ticker.json', {}, method)).status).toBe(405);
    expect((await sameAnswer('/v1/nothing.json', {}, method)).status).toBe(405);
  });

  test('to OPTIONS', async () => {
    const preflight = {
      origin: 'https://news.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    };

    expect((await sameAnswer('/v1/ticker.json', preflight, 'OPTIONS')).status).toBe(204);
  });

  test.each(['/ops/', '/ops/index.html', '/ops/operators.js', '/ops/icon.svg'])(
    'to an operator who opens %s, but for its coding and its tag',
    async (path) => {
      const own = await answer(ours, path);
      const other = await answer(nginx.url, path);
      for (const { headers } of [own, other]) {
        for (const name of ['etag', 'last-modified', 'accept-ranges']) delete headers[name];
      }

      expect(other).toEqual(own);
      expect(own.headers['x-frame-options']).toBe('DENY');
    },
  );

  test.each(['/ops/nothing.js', '/ops/../ops/nothing'])(
    'to an operator who asks for %s, where there is nothing',
    async (path) => {
      expect((await sameAnswer(path)).status).toBe(404);
    },
  );

  test.each([
    ['GET /v1/ticker.json HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['GET /v1/ticker.json HTTP/1.1\r\n\r\n', 400],
    ['GET /v1/ticker.json HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    ['GET http://a/v1/ticker.json HTTP/1.1\r\nHost: a\r\n\r\n', 200],
    // Of these nginx reads no path.
    ['GET ticker.json HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['GET * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['\x16\x03\x01\x02\x00\r\n\r\n', 400],
  ])('to %j', async (bytes, status) => {
    for (const base of [ours, nginx.url]) {
      using connection = await RawConnection.open(Number(new URL(base).port));
      connection.send(bytes);
      const [first] = await connection.answers(1);

      expect(first?.status).toBe(status);
      expect(first?.headers['access-control-allow-origin']).toBe('*');
    }
  });

  // Our server finds nothing at such an address.
  test.each(['GET /../ HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n'])(
    'but to a path that leads nowhere, %j',
    async (bytes) => {
      using connection = await RawConnection.open(Number(new URL(nginx.url).port));
      connection.send(bytes);
      const [first] = await connection.answers(1);

      expect(first?.status).toBe(400);
      expect(first?.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    },
  );

  test('and writes nothing into its error log meanwhile', () => {
    expect(nginx.errorLog).toBe('');
  });
});

describe('10,000 reads during continuous publishing find no file torn, empty, missing or older', () => {
  const reads = 10_000;
  const connections = 4;

  /** Reads as fast as it goes until `reads` are done; returns the sequences that were seen. */
  async function readAll(base: string): Promise<Set<number>> {
    const pool = new Pool(base, { connections });
    const seen = new Set<number>();
    let left = reads;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        let last = 0;
        while (left > 0) {
          left -= 1;
          const response = await pool.request({
            path: '/v1/ticker.json',
            method: 'GET',
            headers: { 'accept-encoding': 'br' },
          });
          const body = Buffer.from(await response.body.arrayBuffer());
          expect(response.statusCode).toBe(200);
          expect(body.length).toBe(Number(response.headers['content-length']));
          const { sequence, filling } = JSON.parse(brotliDecompressSync(body).toString());
          expect(filling).toBe(fillingOf(sequence));
          expect(response.headers['etag']).toBe(`"${hashOf(sequence)}-br"`);
          expect(sequence).toBeGreaterThanOrEqual(last);
          last = sequence;
          seen.add(sequence);
        }
      }),
    );
    await pool.close();
    return seen;
  }

  const fillingOf = (sequence: number) => String(sequence).repeat(2000);
  const hashOf = (sequence: number) => String(sequence).padStart(hashDigits, '0');

  async function fileOf(sequence: number) {
    const [file] = (
      await encodeAll(new Map([['x', JSON.stringify({ sequence, filling: fillingOf(sequence) })]]))
    ).values();
    if (file === undefined) throw new Error('Nothing was encoded.');
    // The tag is one that a reader can foretell, so that it can be held against the body.
    return new Map([['ticker.json', { ...file, hash: hashOf(sequence) }]]);
  }

  test('through nginx', async () => {
    await using busy = await BusyDirectory.start();
    await using reader = await Nginx.start({ feed: busy.directory });

    expect((await readAll(reader.url)).size).toBeGreaterThan(2);
    expect(reader.errorLog).toBe('');
  });

  test('through our server', async () => {
    const changing = new FeedContent();
    const busy = new FeedServer({ content: changing, assets: new Map(), onError: () => undefined });
    const port = await busy.listen('127.0.0.1', 0);
    let sequence = 0;
    let reading = true;
    const publishing = (async () => {
      while (reading) {
        sequence += 1;
        changing.replace(await fileOf(sequence), Date.now());
      }
    })();
    const seen = await readAll(`http://127.0.0.1:${port}`);
    reading = false;
    await publishing;
    await busy.close();

    expect(seen.size).toBeGreaterThan(2);
  });
});

/** A feed directory that another process publishes into without a pause. */
class BusyDirectory implements AsyncDisposable {
  readonly directory: string;
  readonly #end: () => Promise<unknown>;

  private constructor(directory: string, end: () => Promise<unknown>) {
    this.directory = directory;
    this.#end = end;
  }

  static async start(): Promise<BusyDirectory> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const publisher = spawn(
      process.execPath,
      [join(import.meta.dirname, 'publish-forever.ts'), directory],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = new Promise((resolve) => publisher.once('exit', resolve));
    await new Promise((resolve) => publisher.stdout.once('data', resolve));
    return new BusyDirectory(directory, () => {
      publisher.kill('SIGKILL');
      return ended;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
    await rm(this.directory, { recursive: true, force: true });
  }
}
