import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noProxies, type Proxies, proxiesOf } from '../../../collector/sources/proxies.ts';
import { ByteSink } from '../../../collector/transport/byte-sink.ts';
import { download } from '../../../collector/transport/download.ts';
import { downloadDocument, largest } from '../../../collector/transport/download-document.ts';
import { ForwardProxy } from '../../upstream/forward-proxy.ts';

// An upstream that offers HTTP/2 beside HTTP/1.1, as most of the web does.

const limits = { deadline: 60_000, wireBytes: 100_000, decodedBytes: 200_000 };
const { signal } = new AbortController();
const verification = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
const sockets = new Set<Socket>();
/** What each connection agreed to speak. */
const spoken: (string | false | null)[] = [];
let directory = '';
let server: Http2SecureServer;

beforeAll(async () => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  directory = await mkdtemp(join(tmpdir(), 'nalssi-http2-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  server = createSecureServer({
    key: await readFile(key),
    cert: await readFile(cert),
    allowHTTP1: true,
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    spoken.push(socket.alpnProtocol);
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  });
  // The answer of both versions, in the words of the older one.
  server.on('request', (request, response) =>
    answer(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  if (verification === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = verification;
  for (const socket of sockets) socket.destroy();
  server.close();
  await rm(directory, { recursive: true, force: true });
});

beforeEach(() => void spoken.splice(0));

function answer({ url }: IncomingMessage, response: ServerResponse): void {
  response.on('error', () => undefined);
  if (url === '/endless') {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour);
    pour();
  } else if (url === '/frames' && response.socket !== null) {
    // 20 bytes of body in 200 kB of frames.
    const chunk = `1;${'e'.repeat(10_000)}\r\nx\r\n`;
    response.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    response.socket.write(`${chunk.repeat(20)}0\r\n\r\n`);
  } else response.end('{}');
}

function at(path: string): URL {
  return new URL(path, `https://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe.each([
  ['directly', false],
  ['through a proxy', true],
])('an upstream that offers HTTP/2, %s', (_how, isProxied) => {
  async function withProxies<Value>(use: (proxies: Proxies) => Promise<Value>): Promise<Value> {
    if (!isProxied) return use(noProxies);
    await using proxy = new ForwardProxy();
    return await use(proxiesOf({ HTTPS_PROXY: await proxy.listen() }));
  }

  test('is asked in HTTP/1.1', async () => {
    const { bytes } = await withProxies((proxies) =>
      download('kma-map', at('/'), limits, signal, proxies),
    );

    expect(Buffer.from(bytes).toString()).toBe('{}');
    expect(spoken).toEqual(['http/1.1']);
  });

  test.each(['/endless', '/frames'])('has its bytes capped: %s', async (path) => {
    await withProxies((proxies) =>
      expect(download('kma-map', at(path), limits, signal, proxies)).rejects.toMatchObject({
        code: 'too-large',
      }),
    );
    expect(spoken).toEqual(['http/1.1']);
  });

  test('has a document that a person names capped', async () => {
    await withProxies((proxies) =>
      expect(downloadDocument(at('/endless'), 60_000, proxies, signal)).rejects.toThrow(
        `it is larger than ${largest} bytes`,
      ),
    );
    expect(spoken).toEqual(['http/1.1']);
  });
});

test('a sink takes no more than it may, whatever else counts', () => {
  const sink = new ByteSink(10, () => new Error('too large'));
  sink.add(Buffer.alloc(10));

  expect(() => sink.add(Buffer.alloc(1))).toThrow('too large');
  expect(sink.length).toBe(10);
});
