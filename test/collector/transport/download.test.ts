import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createRawServer } from 'node:net';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { download } from '../../../collector/transport/download.ts';
import { patience } from '../../patience.ts';
import * as faults from '../../upstream/faults.ts';
import type { Responder } from '../../upstream/upstream.ts';

const limits = { deadline: patience, wireBytes: 100_000, decodedBytes: 200_000 };
/** For what ends by its deadline alone: what is refused for another reason a busy machine may take longer to see. */
const hurried = { ...limits, deadline: 1_000 };
const body = 'x'.repeat(1_000);
const running: { close(): void }[] = [];

afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

async function listen(server: Server | ReturnType<typeof createRawServer>): Promise<URL> {
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

/** Answers with raw bytes, which may be no HTTP at all. */
function rawServer(bytes: string): ReturnType<typeof createRawServer> {
  return createRawServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(bytes));
  });
}

async function get(responder: Responder, within = limits) {
  const server = createServer(responder);
  const url = await listen(server);
  running.push({ close: () => server.closeAllConnections() });
  return download('kma-map', url, within, new AbortController().signal);
}

describe('an answer', () => {
  test.each([
    ['gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['br', brotliCompressSync(body)],
    ['gzip,gzip', gzipSync(gzipSync(body))],
    ['deflate, gzip', gzipSync(deflateSync(body))],
    ['identity, gzip', gzipSync(body)],
    ['identity', Buffer.from(body)],
    ['deflate', deflateRawSync(body)],
    ['none', Buffer.from(body)],
    ['utf-8', Buffer.from(body)],
    ['UTF-8', Buffer.from(body)],
    ['binary', Buffer.from(body)],
    ['gzip', Buffer.from(body)],
    ['br', Buffer.from(body)],
  ])('in %s is unpacked', async (encoding, bytes) => {
    const { bytes: read } = await get((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(bytes);
    });

    expect(Buffer.from(read).toString()).toBe(body);
  });

  test('with an error status is read, with the wait it asks for', async () => {
    const answer = await get(faults.status(429, { 'Retry-After': '120' }));

    expect(answer).toMatchObject({ status: 429, retryAfter: 120_000 });
  });
});

test('a server that speaks no TLS where it should has the code tls', async () => {
  const url = await listen(createServer());
  url.protocol = 'https:';

  await expect(
    download('kma-map', url, limits, new AbortController().signal),
  ).rejects.toMatchObject({ code: 'tls' });
});

test('an unknown content coding is refused with its true reason', async () => {
  const answer = get((_request, response) =>
    response.writeHead(200, { 'Content-Encoding': 'zstd' }).end(zstdCompressSync(body)),
  );

  await expect(answer).rejects.toMatchObject({
    message: 'The answer is in no encoding that can be read.',
    detail: 'the content coding zstd is unknown, and the body is no text',
  });
});

describe('refused is', () => {
  test.each<[string, string, Responder]>([
    ['silence', 'timeout', faults.silence],
    ['a byte a second', 'timeout', faults.drip],
    ['a redirect', 'redirect', faults.status(302, { Location: 'http://169.254.169.254/' })],
    ['a gzip bomb', 'too-large', faults.gzipBomb],
    ['a broken connection', 'reset', faults.reset(body)],
    [
      'half a gzip stream',
      'malformed',
      (_request, response) => {
        const bytes = gzipSync('y'.repeat(5_000) + Math.random());
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bytes.subarray(0, 30));
      },
    ],
    [
      'an unknown content coding',
      'encoding',
      (_request, response) =>
        response.writeHead(200, { 'Content-Encoding': 'zstd' }).end(zstdCompressSync(body)),
    ],
    [
      'more than the wire may carry',
      'too-large',
      (_request, response) => response.end('z'.repeat(200_000)),
    ],
    [
      'less than its content length',
      'reset',
      (_request, response) => {
        response.writeHead(200, { 'Content-Length': '5000' });
        response.write(body, () => response.socket?.end());
      },
    ],
  ])('%s, with code %s', async (_what, code, responder) => {
    const within = code === 'timeout' ? hurried : limits;
    await expect(get(responder, within)).rejects.toMatchObject({ code, name: 'SourceError' });
  });

  test('10 MB of headers', async () => {
    const url = await listen(
      rawServer(`HTTP/1.1 200 OK\r\nX: ${'h'.repeat(10 * 1024 * 1024)}\r\n\r\n`),
    );

    await expect(
      download('kma-map', url, limits, new AbortController().signal),
    ).rejects.toMatchObject({ code: 'too-large' });
  });

  test.each([
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a status that there is not', 'HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n'],
    ['a control character in a header', 'HTTP/1.1 200 OK\r\nETag: "\x01"\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    const url = await listen(rawServer(bytes));

    await expect(
      download('kma-map', url, limits, new AbortController().signal),
    ).rejects.toMatchObject({
      code: 'malformed',
      detail: expect.not.stringContaining('undefined'),
    });
  });

  test('a header stall', async () => {
    const url = await listen(
      createRawServer((socket) => {
        socket.on('error', () => undefined);
        socket.write('HTTP/1.1 200 OK\r\nContent-Ty');
      }),
    );

    await expect(
      download('kma-map', url, hurried, new AbortController().signal),
    ).rejects.toMatchObject({ code: 'timeout' });
  });

  test('a closed port', async () => {
    await expect(
      download('kma-map', new URL('http://127.0.0.1:9/'), limits, new AbortController().signal),
    ).rejects.toMatchObject({ code: 'refused' });
  });
});
