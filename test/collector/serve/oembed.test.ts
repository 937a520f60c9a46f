import { join } from 'node:path';
import { FeedService, loadAssets, widgetMounts } from '@nalssi/collector';
import { pino } from 'pino';
import { request } from 'undici';
import { afterAll, describe, expect, test } from 'vitest';

const built = join(import.meta.dirname, 'widget-package/built');
const assets = await loadAssets(widgetMounts(built, '2.3.4'));

/** The server of a built widget, whose readers find it at `publicUrl`. */
class Served implements AsyncDisposable {
  readonly #service = new FeedService(pino({ enabled: false }));
  base = '';

  static async start(publicUrl: string | null): Promise<Served> {
    const served = new Served();
    served.#service.foundAt(publicUrl);
    served.#service.show(assets);
    served.base = `http://127.0.0.1:${await served.#service.listen('127.0.0.1', 0)}`;
    return served;
  }

  async get(path: string, headers: Record<string, string | string[]> = {}) {
    const { statusCode, headers: sent, body } = await request(this.base + path, { headers });
    return { statusCode, headers: sent, text: await body.text() };
  }

  /** The frame of the oEmbed answer for a page for frames, as a CMS gets it. */
  async embedded(url: string, headers: Record<string, string> = {}): Promise<string | undefined> {
    const { text } = await this.get(`/w/2/oembed.json?url=${encodeURIComponent(url)}`, headers);
    return frameIn(JSON.parse(text).html);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#service.close();
  }
}

function frameIn(html: string | undefined): string | undefined {
  return html?.match(/ src="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&');
}

/** The link to its oEmbed answer in a page, as WordPress looks for it: in the head, as it stands. */
function discovered(html: string): string | undefined {
  const [head = ''] = html.split('</head>');
  const link = head.match(/<link [^>]*type="application\/json\+oembed"[^>]*>/g) ?? [];
  return link.length === 1
    ? link[0]?.match(/href="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&')
    : undefined;
}

const open = await Served.start(null);
const named = await Served.start('https://news.example.com/weather/');
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await named[Symbol.asyncDispose]();
});

test('oEmbed stands beside each page for frames and speaks of it, whatever our own version', async () => {
  const floating = await open.get('/w/2/oembed.json');
  const frozen = await open.get('/w/2.3.4/oembed.json');
  const other = await open.get('/w/1/oembed.json');

  expect(frameIn(JSON.parse(floating.text).html)).toBe(`${open.base}/w/2/frame.html`);
  expect(frameIn(JSON.parse(frozen.text).html)).toBe(`${open.base}/w/2.3.4/frame.html`);
  expect(other.statusCode).toBe(404);
});

test('a form other than JSON is answered with 501, as oEmbed wants it', async () => {
  expect((await open.get('/w/2/oembed.json?format=json')).statusCode).toBe(200);
  const { statusCode, headers, text } = await open.get('/w/2/oembed.json?format=xml');

  expect(statusCode).toBe(501);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(JSON.parse(text).detail).toContain('format=json');
});

test.each([
  ['', '날씨'],
  ['?lang=en', 'Weather'],
  ['?region=KR-44', '충청남도 날씨'],
  ['?region=KR-44+KR-30', '충청남도·대전광역시 날씨'],
  ['?region=KR-44&lang=en', 'Weather in Chungnam'],
  ['?region=KR-44&stations=108', '날씨'],
  ['?region=KR-00', '날씨'],
])('the frame of %j is called as what it shows: %s', async (query, title) => {
  const url = encodeURIComponent(`${open.base}/w/2/frame.html${query}`);
  const { text } = await open.get(`/w/2/oembed.json?url=${url}`);

  expect(JSON.parse(text).title).toBe(title);
  expect(JSON.parse(text).html).toContain(` title="${title}"`);
});

test('the page for frames of a board leads to an answer of its own, with which the ticker’s stays', async () => {
  const { text, headers } = await open.get('/w/2/frame-board.html?region=KR-44');
  const address = new URL(discovered(text) ?? '');
  const answer = await open.get(address.pathname + address.search);

  expect(headers['content-security-policy']).toContain('frame-ancestors *');
  expect(frameIn(JSON.parse(answer.text).html)).toBe(
    `${open.base}/w/2/frame-board.html?region=KR-44`,
  );
  expect(frameIn(JSON.parse((await open.get('/w/2/oembed.json')).text).html)).toBe(
    `${open.base}/w/2/frame.html`,
  );
});

const host = 'weather.example.com';
const page = `${host}/w/2/frame.html?region=KR-44&theme=dark`;

describe.each<[name: string, headers: Record<string, string>, scheme: string]>([
  ['no proxy', { host }, 'http'],
  ['X-Forwarded-Proto: https', { host, 'x-forwarded-proto': 'https' }, 'https'],
  ['X-Forwarded-Proto: https,http', { host, 'x-forwarded-proto': 'https,http' }, 'https'],
  ['X-Forwarded-Proto: HTTPS', { host, 'x-forwarded-proto': 'HTTPS' }, 'https'],
  ['X-Forwarded-Proto: http,https', { host, 'x-forwarded-proto': 'http, https' }, 'http'],
  ['X-Forwarded-Proto: javascript', { host, 'x-forwarded-proto': 'javascript' }, 'http'],
  ['Forwarded: proto', { host, forwarded: 'for=192.0.2.1;proto=https' }, 'https'],
  [
    'Forwarded: host and proto',
    { host: '10.0.0.1', forwarded: `For="[2001:db8::1]";Proto=HTTPS;Host="${host}", for=10.0.0.2` },
    'https',
  ],
  [
    'X-Forwarded-Host',
    { host: '10.0.0.1:8080', 'x-forwarded-host': host, 'x-forwarded-proto': 'https' },
    'https',
  ],
  [
    'X-Forwarded-Host with markup',
    { host, 'x-forwarded-host': '"><script>', 'x-forwarded-proto': 'https' },
    'https',
  ],
])('behind %j', (_, headers, scheme) => {
  test('the answer is a frame at the address that readers see', async () => {
    expect(await open.embedded(`${scheme}://${page}`, headers)).toBe(`${scheme}://${page}`);
  });

  test('the page for frames leads to its own answer, in full', async () => {
    const { text, headers: sent } = await open.get(
      `/${page.split('/').slice(1).join('/')}`,
      headers,
    );
    const address = new URL(discovered(text) ?? '');
    const { statusCode, text: answer } = await open.get(address.pathname + address.search, headers);

    expect(address.origin).toBe(`${scheme}://${host}`);
    expect(address.searchParams.get('url')).toBe(`${scheme}://${page}`);
    expect(statusCode).toBe(200);
    expect(frameIn(JSON.parse(answer).html)).toBe(`${scheme}://${page}`);
    // A cache for many must not keep what one reader may have made up.
    expect(sent['cache-control']).toMatch(headers['host'] === host ? /^public,/ : /^private,/);
  });
});

test('behind a proxy that ends TLS and does not say so, the answer has the scheme asked for', async () => {
  expect(await open.embedded(`https://${page}`, { host })).toBe(`https://${page}`);
});

test('behind a proxy with a Host of its own it says which setting names the address', async () => {
  const { statusCode, text } = await open.get(
    `/w/2/oembed.json?url=${encodeURIComponent(`https://${page}`)}`,
  );

  expect(statusCode).toBe(404);
  expect(JSON.parse(text).detail).toContain('NALSSI_PUBLIC_URL');
});

test('where the public address is set, no header changes it', async () => {
  const site = 'https://news.example.com/weather/';
  const frame = `${site}w/2/frame.html?region=KR-44`;
  const headers = { host: '10.0.0.1', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil' };
  const { text, headers: sent } = await named.get('/w/2/frame.html?region=KR-44', headers);

  expect(await named.embedded(frame, headers)).toBe(frame);
  expect(frameIn(JSON.parse((await named.get('/w/2/oembed.json', headers)).text).html)).toBe(
    `${site}w/2/frame.html`,
  );
  expect(discovered(text)).toBe(
    `${site}w/2/oembed.json?url=${encodeURIComponent(frame)}&format=json`,
  );
  expect(sent['cache-control']).toMatch(/^public, max-age=300,/);
  expect(await named.embedded(`https://${host}/w/2/frame.html`, headers)).toBeUndefined();
});

test('the page for frames that a reader has is not sent again', async () => {
  const { headers, text } = await open.get('/w/2/frame.html');
  const again = await open.get('/w/2/frame.html', { 'if-none-match': String(headers['etag']) });

  expect(text).toMatch(/^<!doctype html>/);
  expect(headers['content-security-policy']).toContain('frame-ancestors *');
  expect(again.statusCode).toBe(304);
  expect(again.text).toBe('');
});
