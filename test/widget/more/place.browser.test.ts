import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  clearPage,
  item,
  mount,
  part,
  parts,
  recordedFile,
  shown,
  shows,
  TestFeed,
} from '../page.ts';
import { placesFileOf } from '../places-file.ts';
import { warningsFileOf, windWarning } from './warnings-file.ts';

// `place="시흥시"`: the station that stands for a place, under the name of the place.

let said: string[] = [];

beforeEach(() => {
  said = [];
  vi.spyOn(console, 'warn').mockImplementation((text) => said.push(String(text)));
});
afterEach(clearPage);

/** A feed with `places.json` beside it, or what answers in its place, and how often it was asked. */
function feedWith(places: unknown = placesFileOf()): { feed: TestFeed; asked: () => number } {
  const feed = new TestFeed(recordedFile());
  const next = globalThis.fetch;
  let asked = 0;
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    if (!String(request[0]).endsWith(`${feed.base}places.json`)) return next(...request);
    asked += 1;
    return typeof places === 'number'
      ? new Response('', { status: places })
      : Response.json(places);
  });
  return { feed, asked: () => asked };
}

async function mountPlace(
  place: string,
  attributes: Readonly<Record<string, string>> = {},
  places?: unknown,
) {
  const { feed } = feedWith(places);
  return mount(feed, { place, ...attributes });
}

const names = (ticker: Parameters<typeof parts>[0]) =>
  parts(ticker, 'name').map(({ textContent }) => textContent);

describe('a place is shown by its station, under its own name', () => {
  test.each([
    ['천안시', '232', '천안시'],
    ['천안', '232', '천안시'],
    ['서울 중구', '108', '서울 중구'],
    ['11140', '108', '서울 중구'],
    ['Seosan', '129', '서산시'],
    ['충무', '162', '통영시'],
  ])('%s', async (place, station, name) => {
    const ticker = await mountPlace(place);

    expect(names(ticker)).toEqual([name]);
    expect(shown(item(ticker, station))).toContain(name);
    expect(said).toEqual([]);
  });

  test('on the page, to a screen reader and in the name of the landmark', async () => {
    const ticker = await mountPlace('서산');
    const [spoken] = item(ticker, '129').children;

    expect(spoken?.textContent).toMatch(/^서산시, .+\.$/);
    expect(part(ticker, 'ticker').getAttribute('aria-label')).toBe('서산시 날씨');
  });

  test('in English', async () => {
    const ticker = await mountPlace('서울 중구', { lang: 'en' });

    expect(names(ticker)).toEqual(['Jung-gu, Seoul']);
  });

  test('with what else the page wants of it', async () => {
    const ticker = await mountPlace('서산', { unit: 'f', fields: 'name temperature' });

    expect(item(ticker, '129').children[0]?.textContent).toMatch(/^서산시, .*화씨/);
  });

  test('before `stations` and `region`', async () => {
    const ticker = await mountPlace('서산', { stations: '159 108', region: 'KR-11' });

    expect(names(ticker)).toEqual(['서산시']);
  });

  test('with the name of the station where that stands in for the place’s own', async () => {
    const places = placesFileOf({
      '41390': { station: '112', basis: 'substitute', km: 13.8, insteadOf: '565' },
    });

    expect(names(await mountPlace('시흥시', {}, places))).toEqual(['시흥시 (인천)']);
  });

  test('and another, when the attribute changes', async () => {
    const ticker = await mountPlace('서산');
    ticker.place = '부산 중구';
    await ticker.updateComplete;
    await ticker.updateComplete;
    expect(names(ticker)).toEqual(['부산 중구']);
    ticker.place = '';
    await ticker.updateComplete;
    await ticker.updateComplete;

    expect(names(ticker)).toHaveLength(97);
  });
});

describe('a name that several places have', () => {
  test('shows none of them, and the console names them once, in the language of the page', async () => {
    const { feed } = feedWith();
    for (const _ of [1, 2]) {
      const ticker = await mount(feed, { place: '고성' });

      expect(parts(ticker, 'item')).toEqual([]);
      expect(shows(ticker, 'notice')).toBe(true);
    }

    expect(said).toEqual([
      expect.stringMatching(
        /place="고성": .*2곳의 이름입니다.* 경남 고성군 \(48820\), 강원 고성군 \(51820\)/,
      ),
    ]);
  });

  test('in English too', async () => {
    await mountPlace('중구', { lang: 'en' });

    expect(said).toEqual([expect.stringMatching(/"중구" is the name of 5 places.*Jung-gu, Seoul/)]);
  });

  test('is one where the region tells which', async () => {
    const ticker = await mountPlace('중구', { region: '부산' });

    expect(names(ticker)).toEqual(['부산 중구']);
    expect(said).toEqual([]);
  });
});

test('a name that nobody knows shows nothing, and the console says once what it is most like', async () => {
  const ticker = await mountPlace('시훙시');

  expect(parts(ticker, 'item')).toEqual([]);
  expect(said).toEqual([
    expect.stringMatching(
      /^nalssi-ticker: place="시훙시" is unknown. Is it "경기 시흥시" \(41390\)\? .*places\.json/,
    ),
  ]);
});

test('two tickers of a page ask once for the places', async () => {
  const { feed, asked } = feedWith();
  await Promise.all([mount(feed, { place: '서산' }), mount(feed, { place: '천안' })]);

  expect(asked()).toBe(1);
});

test('a ticker without a place asks for none', async () => {
  const { feed, asked } = feedWith();
  const ticker = await mount(feed, { region: '충남' });

  expect(asked()).toBe(0);
  expect(parts(ticker, 'item').length).toBeGreaterThan(0);
});

test.each([
  ['a feed without places', 404],
  ['a file that is none', { version: '1.0', places: 'none' }],
  ['rows that are none', { ...placesFileOf(), places: [null, 1, { code: '41390' }, { name: 7 }] }],
])('%s leaves the ticker empty and throws nothing', async (_, answer) => {
  const ticker = await mountPlace('서산', {}, answer);

  expect(parts(ticker, 'item')).toEqual([]);
  expect(shows(ticker, 'notice')).toBe(true);
});

test('warnings are those of the place, also where another station stands in for its own', async () => {
  const [warning] = windWarning.warnings;
  if (warning === undefined) throw new Error('no warning');
  const places = placesFileOf({
    '41390': { station: '112', basis: 'substitute', km: 13.8, insteadOf: '565' },
  });
  const { feed } = feedWith(places);
  const next = globalThis.fetch;
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) =>
    String(request[0]).endsWith('warnings.json')
      ? Response.json(
          warningsFileOf([
            {
              ...warning,
              zone: { id: null, name: '시흥시' },
              stations: ['565'],
              regions: ['KR-41'],
            },
            { ...warning, zone: { id: null, name: '인천' }, stations: ['112'], regions: ['KR-28'] },
          ]),
        )
      : next(...request),
  );
  const ticker = await mount(feed, { place: '시흥시', warnings: '' });
  const texts = parts(ticker, 'item').map(({ textContent }) => textContent);

  expect(texts).toHaveLength(2);
  expect(texts[0]).toContain('시흥시');
  expect(texts[0]).not.toContain('인천');
});

test('a link form and a frame pass it on', async () => {
  const ticker = document.createElement('nalssi-ticker');

  expect(
    (ticker.constructor as unknown as { observedAttributes: string[] }).observedAttributes,
  ).toContain('place');
});
