import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proxiesOf } from '../../../collector/sources/proxies.ts';
import { download } from '../../../collector/transport/download.ts';
import { formatMapOf } from '../../upstream/formats/kma-map.ts';
import { ForwardProxy } from '../../upstream/forward-proxy.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { bareEnvironment } from '../started-command.ts';

const command = join(import.meta.dirname, '../../../collector/main.ts');
const map = formatMapOf(weatherOf(november2024));
const limits = { deadline: 60_000, wireBytes: 100_000, decodedBytes: 200_000 };

let directory = '';
let certificate = '';
let http = createServer();
let https = createSecureServer();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-proxy-'));
  certificate = join(directory, 'certificate.pem');
  const key = join(directory, 'key.pem');
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', certificate];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...files, ...subject], { stdio: 'ignore' });
  http = createServer((_request, response) => response.end(map));
  https = createSecureServer(
    { key: await readFile(key), cert: await readFile(certificate) },
    (request, response) => response.end(request.url === '/flood' ? 'x'.repeat(10_000_000) : map),
  );
  for (const server of [http, https]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
});

afterAll(async () => {
  for (const server of [http, https]) {
    server.closeAllConnections();
    server.close();
  }
  await rm(directory, { recursive: true, force: true });
});

const portOf = (server: typeof http) => (server.address() as AddressInfo).port;
const plain = () => `http://127.0.0.1:${portOf(http)}`;
const secure = () => `https://127.0.0.1:${portOf(https)}`;

/** `nalssi check kma-map`, as an operator behind a proxy runs it. */
async function check(upstream: string, variables: Record<string, string>) {
  const child = spawn(process.execPath, [command, 'check', 'kma-map'], {
    env: {
      ...bareEnvironment,
      NALSSI_DATA_DIR: directory,
      NALSSI_KMA_MAP_URL: upstream,
      NODE_EXTRA_CA_CERTS: certificate,
      ...variables,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

describe('a command', () => {
  test.each([
    ['HTTPS_PROXY', 'https', 'CONNECT'],
    ['https_proxy', 'https', 'CONNECT'],
    ['HTTP_PROXY', 'https', 'CONNECT'],
    ['HTTP_PROXY', 'http', 'GET'],
    ['http_proxy', 'http', 'GET'],
  ] as const)('goes through %s to %s with %s', async (variable, scheme, method) => {
    const upstream = { http: plain, https: secure }[scheme];
    await using proxy = new ForwardProxy();
    const { output } = await check(upstream(), { [variable]: `http://${await proxy.listen()}` });

    expect(output).toMatch(/Stations +97/);
    expect(proxy.passed).toEqual([expect.stringMatching(new RegExp(`^${method} `))]);
  });

  test('goes past it to the hosts of NO_PROXY', async () => {
    await using proxy = new ForwardProxy();
    const { output } = await check(secure(), {
      HTTPS_PROXY: `http://${await proxy.listen()}`,
      NO_PROXY: 'localhost,127.0.0.1',
    });

    expect(output).toMatch(/Stations +97/);
    expect(proxy.passed).toEqual([]);
  });

  test.each([
    ['https', secure],
    ['http', plain],
  ])('shows its user and password to the proxy for %s', async (_scheme, upstream) => {
    await using proxy = new ForwardProxy('passes', 'news room:p@ss/word');
    const address = `http://news%20room:p%40ss%2Fword@${await proxy.listen()}`;
    const { output } = await check(upstream(), { HTTP_PROXY: address });

    expect(output).toMatch(/Stations +97/);
    expect(proxy.passed).toHaveLength(1);
  });

  test.each([
    ['https', secure],
    ['http', plain],
  ])(
    'without the right password for %s says 407 and which proxy, not the password',
    async (_scheme, upstream) => {
      await using proxy = new ForwardProxy('passes', 'news:right');
      const address = await proxy.listen();
      const { code, output } = await check(upstream(), {
        HTTP_PROXY: `http://news:wrong-one@${address}`,
      });

      expect(code).toBe(1);
      expect(output).toMatch(/proxy: .*407/);
      expect(output).toContain(`http://${address}`);
      expect(output).toContain('Check HTTPS_PROXY');
      expect(output).not.toContain('wrong-one');
    },
  );

  test('says that a proxy cannot be reached', async () => {
    const { code, output } = await check(secure(), {
      HTTPS_PROXY: 'http://u:long-secret@127.0.0.1:9',
    });

    expect(code).toBe(1);
    expect(output).toMatch(/proxy: .*ECONNREFUSED/);
    expect(output).toContain('http://127.0.0.1:9');
    expect(output).not.toContain('long-secret');
  });

  test('says that a proxy refuses the host', async () => {
    await using proxy = new ForwardProxy('refuses');
    const { output } = await check(secure(), { HTTPS_PROXY: await proxy.listen() });

    expect(output).toMatch(/proxy: .*403/);
  });

  test('refuses an address that is none, without showing it', async () => {
    const { code, output } = await check(secure(), { HTTPS_PROXY: 'socks5://u:long-secret@h:1' });

    expect(code).toBe(2);
    expect(output).toContain('HTTPS_PROXY: is not the address of a proxy');
    expect(output).not.toContain('long-secret');
  });
});

describe('a download through a proxy', () => {
  const verification = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  beforeAll(() => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  });
  afterAll(() => {
    if (verification === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = verification;
  });

  test('counts the bytes of the tunnel', async () => {
    await using proxy = new ForwardProxy();
    const proxies = proxiesOf({ HTTPS_PROXY: await proxy.listen() });
    const url = new URL('/flood', secure());

    await expect(
      download('kma-map', url, limits, new AbortController().signal, proxies),
    ).rejects.toMatchObject({ code: 'too-large' });
  });

  test('ends with its signal while the proxy says nothing', async () => {
    await using proxy = new ForwardProxy('is silent');
    const proxies = proxiesOf({ HTTPS_PROXY: await proxy.listen() });
    const stop = new AbortController();
    const ended = download('kma-map', new URL(secure()), limits, stop.signal, proxies);
    await expect.poll(() => proxy.passed.length).toBe(1);
    stop.abort();

    await expect(ended).rejects.toMatchObject({ name: 'SourceError' });
  });
});

test('lower case wins, and HTTP_PROXY serves https where nothing else does', () => {
  const variables = { HTTP_PROXY: 'http://a:1', http_proxy: 'b:2', NO_PROXY: 'x', no_proxy: 'y' };

  expect(proxiesOf(variables)).toEqual({
    http: new URL('http://b:2'),
    https: new URL('http://b:2'),
    noProxy: 'y',
  });
});

test.each([
  ['a % that begins no escape', 'pa%ss', 'pa%ss'],
  ['bytes that are no UTF-8', 'pa%ffss', 'pa%ffss'],
  ['an escape', 'pa%25ss%40', 'pa%ss@'],
])('a password with %s reaches the proxy as it was meant', (_what, written, meant) => {
  const { https } = proxiesOf({ HTTPS_PROXY: `http://user:${written}@proxy:3128` });

  expect(decodeURIComponent(https?.password ?? '')).toBe(meant);
});
