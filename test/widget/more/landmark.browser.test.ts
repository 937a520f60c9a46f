import { afterEach, expect, test, vi } from 'vitest';
import { clearPage, mount, part, TestFeed } from '../page.ts';

// Names of the ticker as a landmark, which a screen reader lists.

afterEach(clearPage);

type Ticker = Awaited<ReturnType<typeof mount>>;

const nameOf = (ticker: Ticker) => part(ticker, 'ticker').getAttribute('aria-label');
/** They come with the second script, which nobody waits for. */
const isNamed = (ticker: Ticker, name: string) =>
  vi.waitFor(() => expect(nameOf(ticker)).toBe(name));

test.each([
  ['KR-44', 'ko', '충청남도 날씨'],
  ['충남·대전', 'ko', '충청남도·대전광역시 날씨'],
  ['12', 'ko', '광주·전남 날씨'],
  ['KR-44', 'en', 'Weather in Chungnam'],
])('the ticker of %s is called by it (%s)', async (region, lang, name) => {
  await isNamed(await mount(new TestFeed(), { region, lang }), name);
});

test('a title is the name, and the label of the page wins over it', async () => {
  const ticker = await mount(new TestFeed(), { region: 'KR-44' });
  const title = document.createElement('b');
  title.slot = 'title';
  title.textContent = ' 우리 동네 ';
  ticker.append(title);
  await ticker.refresh();
  await isNamed(ticker, '우리 동네');
  expect(title.checkVisibility()).toBe(true);
  ticker.label = '날씨 띠';
  await ticker.updateComplete;
  expect(nameOf(ticker)).toBe('날씨 띠');
});

test('no two of a page are called alike', async () => {
  const feed = new TestFeed();
  const tickers = [await mount(feed), await mount(feed), await mount(feed, { region: 'KR-44' })];
  await vi.waitFor(() => expect(tickers.map(nameOf)).toEqual(['날씨', '날씨 2', '충청남도 날씨']));
});
