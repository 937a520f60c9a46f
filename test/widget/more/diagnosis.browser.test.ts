import { afterEach, describe, expect, test, vi } from 'vitest';
import { clearPage, item, mount, parts, recordedFile, shown, TestFeed } from '../page.ts';

// What a page asks for that there is not, and what the console says of it.

afterEach(clearPage);

/** What the console says of a ticker with these attributes, and of another one like it. */
async function saidOf(attributes: Readonly<Record<string, string>>): Promise<string[]> {
  const said: string[] = [];
  vi.spyOn(console, 'warn').mockImplementation((text) => said.push(String(text)));
  const feed = new TestFeed(recordedFile());
  for (const _ of [1, 2]) {
    const ticker = await mount(feed, attributes);
    await ticker.scrollToStation('none');
    await ticker.updateComplete;
  }
  return said;
}

describe('an attribute that asks for what there is not', () => {
  test.each([
    [
      { mode: 'rol' },
      /^nalssi-ticker: mode="rol" is unknown. Is it "roll"\? .*scroll, roll, static/,
    ],
    [{ direction: 'rigth' }, /direction="rigth" .*Is it "right"\?/],
    [{ theme: 'drak' }, /theme="drak" .*Is it "dark"\?/],
    [{ unit: 'F' }, /unit="F" .*Is it "f"\? There are: c, f/],
    [{ speed: '0' }, /speed="0" .*1 to 2000/],
    [{ speed: '99999' }, /speed="99999" .*Is it "2000"\?/],
    [{ speed: 'fast' }, /speed="NaN" /],
    [{ fields: 'temprature' }, /fields="temprature" .*Is it "temperature"\? .*wind, rain/],
    [{ region: '충낭도' }, /region="충낭도" .*Is it 충남 \(KR-44\)\? .*서울특별시 KR-11/],
    [{ region: 'KR-44 KR-99' }, /region="KR-99" /],
    [{ stations: '108 565' }, /stations="565" .*97 in this feed, all in .*stations\.json/],
    [{ stations: '서산' }, /stations="서산" .*Is it "129" \(서산\)\?/],
  ] as const)(
    '%j is said once, with what is nearest and what there is',
    async (attributes, text) => {
      expect(await saidOf(attributes)).toEqual([expect.stringMatching(text)]);
    },
  );

  test.each([
    { stations: 'major' },
    { stations: '108 129', region: '44', unit: 'f', mode: 'static', fields: 'icon wind' },
    { region: '충남/대전·KR-50', speed: '2000', direction: 'right', unit: 'c', mode: 'scroll' },
  ])('%j is not said, for it is there', async (attributes) => {
    expect(await saidOf(attributes as never)).toEqual([]);
  });

  test('five hundred times is said three times', async () => {
    const stations = Array.from({ length: 500 }, (_, index) => String(10_000 + index));

    expect(await saidOf({ stations: stations.join(' ') })).toHaveLength(3);
  });

  test('does not hide what there is besides', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const ticker = await mount(new TestFeed(), { stations: '129 99999', fields: 'temprature' });

    expect(parts(ticker, 'item')).toHaveLength(1);
  });
});

test('major is sixteen places, from 서울 to 제주', async () => {
  const ticker = await mount(new TestFeed(), { stations: 'major' });
  const names = parts(ticker, 'name').map(({ textContent }) => textContent);

  expect([names.length, names[0], names.at(-1)]).toEqual([16, '서울', '제주']);
});

test('a feed that redirects is said once', async () => {
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.stubGlobal('fetch', async () =>
    Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } }),
  );
  const ticker = document.createElement('nalssi-ticker');
  ticker.feed = '/redirected/v1/';
  document.body.append(ticker);
  await ticker.refresh();
  await expect.poll(() => said.mock.calls.flat().join()).toMatch(/redirected.*redirects/);
  await ticker.refresh();

  expect(said).toHaveBeenCalledTimes(1);
});

describe('a ticker speaks', () => {
  const page = '<h1>오늘의 날씨와 지역 뉴스</h1>';
  const english = '<h1>The weather of today, and the news of the region</h1>'.repeat(20);

  test.each([
    ['kr', english, '서울'],
    ['KR', english, '서울'],
    ['ko_KR', english, '서울'],
    ['kor', english, '서울'],
    ['KO-kr', english, '서울'],
    ['ko-Kore-KR', english, '서울'],
    ['en_US', page, 'Seoul'],
    ['EN', page, 'Seoul'],
    ['ja', page, 'Seoul'],
    ['zh-Hant', page, 'Seoul'],
    ['utf-8', page, '서울'],
    ['korean', page, '서울'],
    ['한국어', page, '서울'],
    ['und', page, '서울'],
    ['xx', english, 'Seoul'],
    ['ko '.repeat(100_000), english, '서울'],
    ['x'.repeat(1_000_000), english, 'Seoul'],
  ])('by lang="%.12s" on a page of its kind what is fit', async (lang, content, name) => {
    document.title = '';
    document.body.innerHTML = content;
    const ticker = await mount(new TestFeed(), { lang, stations: '108' });

    expect(shown(item(ticker, '108'))).toContain(name);
  });
});
