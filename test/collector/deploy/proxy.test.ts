import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServedProcess } from '../serve/served-process.ts';
import { Nginx } from './nginx.ts';

// The proxy of our example in front of a real process, which readers find below a path. Only its
// TLS, names and ports are changed.

const shipped = readFileSync(
  join(import.meta.dirname, '../../../collector/deploy/nginx-proxy.conf'),
  'utf8',
);

/** The example without TLS, on one port, and a server that takes the path away. */
function withoutTls(target: number, port: number): string {
  const replacements = [
    ['server 127.0.0.1:8080;', `server 127.0.0.1:${target};`],
    [/^ *listen \[::\]:443 ssl;\n/gm, ''],
    [/^ *ssl_certificate(?:_key)? .*\n/gm, ''],
    ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
  ] as const;
  const plain = replacements.reduce((text, [from, to]) => {
    const next = text.replaceAll(from, to);
    if (next === text) throw new Error(`nginx-proxy.conf has no ${from}.`);
    return next;
  }, shipped);
  return `${plain}
    server {
        listen 127.0.0.1:${port};
        server_name stripping.example.com;
        location /weather/ { proxy_pass http://nalssi/; }
    }`;
}

let served: ServedProcess;
let nginx: Nginx;

beforeAll(async () => {
  served = await ServedProcess.start({ NALSSI_PUBLIC_URL: 'https://paper.example.com/weather' });
  nginx = await Nginx.start({ feed: '', server: (port) => withoutTls(served.port, port) });
});

afterAll(async () => {
  await nginx[Symbol.asyncDispose]();
  await served[Symbol.asyncDispose]();
});

async function ask(host: string, path: string) {
  const { port } = new URL(nginx.url);
  const { statusCode, body } = await request(`http://127.0.0.1:${port}${path}`, {
    headers: { host },
  });
  return { status: statusCode, text: await body.text() };
}

describe('behind a proxy', () => {
  test.each([
    ['at an address of its own', 'weather.example.com', ''],
    ['below a path that the proxy leaves', 'paper.example.com', '/weather'],
    ['below a path that the proxy takes away', 'stripping.example.com', '/weather'],
  ])('%s readers find the feed, the scripts and the page for operators', async (_, host, path) => {
    const paths = [
      '/v1/ticker.json',
      '/v1/embed/ticker.html?region=KR-44',
      '/w/1/nalssi.js',
      '/ops/',
    ];
    const statuses = await Promise.all(
      paths.map(async (one) => (await ask(host, `${path}${one}`)).status),
    );

    expect(statuses).toEqual([200, 200, 200, 200]);
  });

  test('what is for the inside stays there', async () => {
    const paths = ['/metrics', '/livez', '/readyz', '/v1/../metrics', '/%6detrics', '//metrics'];
    for (const [host, prefix] of [
      ['weather.example.com', ''],
      ['paper.example.com', ''],
      ['paper.example.com', '/weather'],
    ] as const) {
      for (const path of paths) {
        expect([path, (await ask(host, `${prefix}${path}`)).status]).toEqual([path, 404]);
      }
    }
  });

  test('a path that only begins like ours is none of ours', async () => {
    const direct = (path: string) => fetch(`http://127.0.0.1:${served.port}${path}`);

    expect((await direct('/weather/v1/index.json')).status).toBe(200);
    expect((await direct('/weatherv1/index.json')).status).toBe(404);
    expect((await direct('/weather/weather/v1/index.json')).status).toBe(404);
  });
});
