import { runInNewContext } from 'node:vm';
import { placeCatalogue, stationCatalogue } from '@nalssi/schemas';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { usualChoice } from '../../demo/site/configurator/choice.ts';
import { readSiteFiles } from '../../demo/site/configurator/site-files.ts';
import { snippetsOf } from '../../demo/site/configurator/snippets.ts';

// The configurator of a server that serves what another publishes: what it prints is pasted into pages.

const base = 'https://weather.example.com/';
const evil = 'https://evil.example/';
const frameOf = (address: string) =>
  `<head>\n<link rel="alternate" type="application/json+oembed" href="${address}w/1/oembed.json?url=x&amp;format=json">\n</head>`;

/** What the server answers; what is not here it does not have. */
function serve(files: Readonly<Record<string, unknown>>): void {
  vi.stubGlobal('fetch', async (url: URL) => {
    const content = files[url.pathname];
    if (content === undefined) return new Response('', { status: 404 });
    return new Response(typeof content === 'string' ? content : JSON.stringify(content));
  });
}

afterEach(() => vi.unstubAllGlobals());

describe('the address in the lines to paste', () => {
  test.each([
    ['of a server is not what a feed says', evil, frameOf(base), base],
    [
      'of a server is what it and the feed say',
      'https://paper.example/a/',
      frameOf('https://paper.example/a/'),
      'https://paper.example/a/',
    ],
    [
      'of a host that serves files is what its feed says',
      'https://paper.example/',
      '<head></head>',
      'https://paper.example/',
    ],
    ['is that of the page where there is no page for frames', evil, undefined, base],
    [
      'is that of the page where the feed says what is none',
      'javascript:alert(1)//',
      '<head></head>',
      base,
    ],
    [
      'is that of the page where the feed says half of a tag',
      'https://a.example/"><script>/',
      '<head></head>',
      base,
    ],
    ['is that of the page where the feed says a number', 5, '<head></head>', base],
  ])('%s', async (_what, site, frame, address) => {
    serve({ '/v1/index.json': { site }, ...(frame !== undefined && { '/w/1/frame.html': frame }) });

    expect((await readSiteFiles(base)).site.address).toBe(address);
  });
});

const place = { code: '11110', name: { ko: '종로구', en: 'Jongno-gu' }, region: 'KR-11' };

test.each([
  null,
  5,
  'places',
  {},
  [null, 5, 'a', []],
  [{ ...place, code: 5 }],
  [{ ...place, name: { ko: "x');alert(1)//", en: 'x' } }],
  [{ ...place, name: { ko: '{{ 1 }}', en: 'x' } }],
  [{ ...place, name: null }],
  [{ ...place, region: '__proto__' }],
  [{ ...place, formerly: [5] }],
])('places that are none are left out: %j', async (places) => {
  serve({ '/v1/places.json': { places }, '/v1/stations.json': { stations: places } });
  const { places: known, stations } = await readSiteFiles(base);

  expect([...known, ...stations]).toEqual([]);
});

test('every place and station that there is can be chosen', async () => {
  const listed = stationCatalogue.map((one) => ({ ...one, region: one.region ?? null }));
  serve({
    '/v1/places.json': { places: placeCatalogue },
    '/v1/stations.json': { stations: listed },
  });
  const { places, stations } = await readSiteFiles(base);

  expect(places.length).toBe(placeCatalogue.length);
  expect(stations.length).toBe(stationCatalogue.length);
});

describe('lines to paste with an address that has quotes in it', () => {
  const address = "https://weather.example.com/it's\\/";
  const site = { address, frozen: null };
  const lines = (form: string) =>
    snippetsOf(usualChoice, { place: "a'b\\" }, site).find((one) => one.form === form)?.code ?? '';

  test('for npm set an attribute and do nothing else', () => {
    const set = new Map<string, string>();
    const element = { setAttribute: (name: string, value: string) => set.set(name, value) };
    const document = {
      createElement: () => element,
      querySelector: () => ({ append: () => undefined }),
    };
    runInNewContext(lines('npm').replace(/^import.*$/m, ''), { document });

    expect(Object.fromEntries(set)).toEqual({ place: "a'b\\", feed: `${address}v1/` });
  });

  test('for PHP have one text', () => {
    expect(lines('php')).toContain(
      String.raw`file_get_contents('https://weather.example.com/it\'s\\/v1/embed/ticker.html', false,`,
    );
  });

  test('with a script have one attribute', () => {
    const quotes = { address: 'https://a.example/"><b>/', frozen: null };
    const code = snippetsOf(usualChoice, {}, quotes).find((one) => one.form === 'module')?.code;

    expect(code).toContain('src="https://a.example/&quot;>&lt;b>/w/1/nalssi.js"');
  });
});
