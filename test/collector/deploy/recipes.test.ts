import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServedProcess } from '../serve/served-process.ts';
import { Caddy } from './caddy.ts';
import { Nginx } from './nginx.ts';

// The way from 127.0.0.1 to https, as README.ko.md and our Caddyfile have it, in front of a real process.

const root = join(import.meta.dirname, '../../..');
const readme = readFileSync(join(root, 'README.ko.md'), 'utf8');
const shipped = readFileSync(join(root, 'collector/deploy/Caddyfile'), 'utf8');

/** The blocks of README.ko.md in a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text,
  );
}

const forReaders = [
  '/v1/ticker.json',
  '/v1/embed/ticker.html?region=KR-44',
  '/v1/embed/KR-44.html',
  '/v1/regions/KR-44.json',
  '/w/1/nalssi.js',
  '/ops/',
];

let atHost: ServedProcess;
let belowPath: ServedProcess;

beforeAll(async () => {
  // As README.ko.md starts it.
  const inside = { NALSSI_METRICS: '127.0.0.1:0' };
  [atHost, belowPath] = await Promise.all([
    ServedProcess.start({ ...inside, NALSSI_PUBLIC_URL: 'https://weather.example.com' }),
    ServedProcess.start({ ...inside, NALSSI_PUBLIC_URL: 'https://news.example.com/weather' }),
  ]);
});

afterAll(async () => {
  await atHost[Symbol.asyncDispose]();
  await belowPath[Symbol.asyncDispose]();
});

interface Site {
  ask(path: string): Promise<{ status: number; text: string }>;
  [Symbol.asyncDispose](): Promise<void>;
}

async function caddy(file: string, { port }: ServedProcess, host: string): Promise<Site> {
  const started = await Caddy.start(file, port);
  return {
    ask: (path) => started.ask(host, path),
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}

async function nginx(server: string, { port: target }: ServedProcess, host: string): Promise<Site> {
  const plain = (port: number) =>
    server
      .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
      .replace(/^ *ssl_certificate(?:_key)? .*\n/gm, '')
      .replaceAll('http://127.0.0.1:8080', `http://127.0.0.1:${target}`);
  const started = await Nginx.start({ feed: '', server: plain });
  return {
    async ask(path) {
      const { statusCode, body } = await request(`${started.url}${path}`, { headers: { host } });
      return { status: statusCode, text: await body.text() };
    },
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}

const [ownCaddy = ''] = blocks('caddy');
const [ownNginx = '', pathNginx = ''] = blocks('nginx');
const listening = 'listen 443 ssl; server_name news.example.com;';

describe.each<[string, string, () => Promise<Site>]>([
  ['Caddy of README.ko.md', '', () => caddy(ownCaddy, atHost, 'weather.example.com')],
  ['nginx of README.ko.md', '', () => nginx(ownNginx, atHost, 'weather.example.com')],
  [
    'nginx of README.ko.md below a path',
    '/weather',
    () => nginx(`server { ${listening} ${pathNginx} }`, belowPath, 'news.example.com'),
  ],
  ['our Caddyfile', '', () => caddy(shipped, atHost, 'weather.example.com')],
  [
    'our Caddyfile below a path',
    '/weather',
    () => caddy(shipped.replaceAll('paper.', 'news.'), belowPath, 'news.example.com'),
  ],
])('with %s', (_, path, start) => {
  let site: Site;
  beforeAll(async () => {
    site = await start();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  test('readers find the feed, the text, the script and the page for operators', async () => {
    for (const one of forReaders) {
      expect([one, (await site.ask(`${path}${one}`)).status]).toEqual([one, 200]);
    }
  });

  test('a CMS finds the frame by the address that readers see', async () => {
    const frame = await site.ask(`${path}/w/1/frame.html?region=KR-44`);
    const found = /application\/json\+oembed" href="https:\/\/[^/]+([^"]+)"/.exec(frame.text)?.[1];
    const answer = await site.ask((found ?? '').replaceAll('&amp;', '&'));
    const address =
      path === '' ? 'https://weather.example.com' : 'https://news.example.com/weather';

    expect(JSON.parse(answer.text).html).toContain(`src="${address}/w/1/frame.html?region=KR-44"`);
  });

  test('the metrics stay inside', async () => {
    expect((await site.ask(`${path}/metrics`)).status).toBe(404);
  });
});
