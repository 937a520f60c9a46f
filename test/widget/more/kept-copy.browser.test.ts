import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { NalssiTicker } from '../../../widget/index.ts';
import {
  clearPage,
  item,
  mount,
  parts,
  readAtRecording,
  recordedFile,
  shown,
  shows,
  TestFeed,
} from '../page.ts';

// What a page that asks for it shows before the feed has answered, or while it cannot.

const minute = 60_000;
const hour = 60 * minute;

beforeEach(async () => {
  readAtRecording();
  await page.viewport(1200, 400);
});
afterEach(() => {
  clearPage();
  vi.restoreAllMocks();
  localStorage.clear();
});

const live = (changes: Parameters<typeof recordedFile>[0] = {}) =>
  recordedFile({ mode: 'live', ...changes });
const copies = () => Object.keys(localStorage).filter((name) => name.startsWith('nalssi'));

/** A visit in which the feed answers: the copy is kept, and the page is left. */
async function visit(
  feed: TestFeed,
  attributes: Readonly<Record<string, string>> = { storage: '' },
): Promise<void> {
  const ticker = await mount(feed, attributes);
  await ticker.refresh();
  ticker.remove();
  // The page's client of the feed goes with the page.
  Reflect.deleteProperty(globalThis, Symbol.for('nalssi.feed/1'));
}

/** A later visit, in which the feed has not answered or does not. */
async function visitAgain(feed: TestFeed, passed = minute): Promise<NalssiTicker> {
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + passed);
  feed.answer = 500;
  const ticker = await mount(feed, { storage: '' });
  await ticker.updateComplete;
  return ticker;
}

describe('a copy of the feed', () => {
  test('is shown before the feed has answered', async () => {
    const feed = new TestFeed(live());
    await visit(feed);
    const answered = Promise.withResolvers<Response>();
    vi.stubGlobal('fetch', () => answered.promise);
    const ticker = document.createElement('nalssi-ticker');
    ticker.feed = feed.base;
    ticker.storage = true;
    document.body.append(ticker);
    await expect.poll(() => parts(ticker, 'item')).toHaveLength(97);
    const before = shown(item(ticker, '108'));
    const time = parts(ticker, 'time')[0]?.getAttribute('datetime');
    const file = live({ sequence: 2 });
    answered.resolve(
      Response.json({
        ...file,
        observations: file.observations.map((row) => ({ ...row, temperature: 9.9 })),
      }),
    );
    await ticker.refresh();

    expect(before).toBe('서울 맑음 2.8℃');
    expect(time).toBe('2024-11-24T07:00:00+09:00');
    expect(shown(item(ticker, '108'))).toBe('서울 맑음 9.9℃');
  });

  test('gives way to the feed also where that counts anew', async () => {
    const feed = new TestFeed(live({ sequence: 4816 }));
    await visit(feed);
    const file = live({ sequence: 1 });
    feed.answer = {
      ...file,
      observations: file.observations.map((row) => ({ ...row, temperature: 9.9 })),
    };
    const ticker = await mount(feed, { storage: '' });

    expect(shown(item(ticker, '108'))).toBe('서울 맑음 9.9℃');
  });

  test('is shown while the feed cannot be read, and marked as late', async () => {
    const feed = new TestFeed(live());
    await visit(feed);
    const ticker = await visitAgain(feed);

    expect(parts(ticker, 'item')).toHaveLength(97);
    expect(ticker.matches(':state(stale)')).toBe(true);
  });

  test('does not show what has died since', async () => {
    const file = live();
    const feed = new TestFeed({
      ...file,
      observations: file.observations.map((row) =>
        row.station === '108' ? row : { ...row, expiresAt: '2024-11-24T08:00:00+09:00' },
      ),
    });
    await visit(feed);
    const ticker = await visitAgain(feed, hour);

    expect(shown(item(ticker, '108'))).toBe('서울 맑음 2.8℃');
    expect(shown(item(ticker, '112'))).toMatch(/–$/);
  });

  test.each([
    ['all of which has died', 3 * hour],
    ['that is older than a day', 25 * hour],
    ["that comes from the reader's future", -minute],
  ])('%s is not shown at all', async (_, passed) => {
    const feed = new TestFeed(live());
    await visit(feed);
    const ticker = await visitAgain(feed, passed);

    expect(parts(ticker, 'item')).toHaveLength(0);
  });

  test('is kept for a page that asks for it, and for no other', async () => {
    await visit(new TestFeed(live()), {});

    expect(copies()).toEqual([]);
  });

  test('is none of a replay, of which no time passes', async () => {
    await visit(new TestFeed());

    expect(copies()).toEqual([]);
  });

  test('is kept of each feed apart', async () => {
    const feeds = [new TestFeed(live()), new TestFeed(live({ status: 'stale' }))];
    for (const feed of feeds) await visit(feed);

    expect(copies().map((name) => name.split(' ')[1])).toEqual(
      expect.arrayContaining(feeds.map(({ base }) => `${location.origin}${base}ticker.json`)),
    );
    expect(copies()).toHaveLength(2);
  });

  test('is kept once for all tickers of a page, and anew with every file', async () => {
    const set = vi.spyOn(Storage.prototype, 'setItem');
    const feed = new TestFeed(live());
    const tickers = [
      await mount(feed, { storage: '' }),
      await mount(feed, { storage: '' }),
      await mount(feed, { storage: '' }),
    ];
    const once = set.mock.calls.length;
    feed.answer = live({ sequence: 2 });
    await tickers[0]?.refresh();
    await tickers[1]?.updateComplete;

    expect([once, set.mock.calls.length]).toEqual([1, 2]);
  });
});

describe('storage', () => {
  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"at":1,"now":"x","file":[]}'],
    ['a file that is none', `{"at":${Date.now()},"now":0,"file":{"mode":"live"}}`],
    ['no file', `{"at":${Date.now() - 1},"now":1e300}`],
  ])('with %s in it is as if there was none', async (_, content) => {
    const feed = new TestFeed(live());
    await visit(feed);
    for (const name of copies()) localStorage.setItem(name, content);
    const ticker = await mount(feed, { storage: '' });

    expect(parts(ticker, 'item')).toHaveLength(97);
  });

  test('with a file of another version in it is as if there was none', async () => {
    const feed = new TestFeed(live());
    await visit(feed);
    const [name = ''] = copies();
    const copy = localStorage.getItem(name) ?? '';
    localStorage.setItem(name, copy.replace('"version":"1.0"', '"version":"2.0"'));
    const ticker = await visitAgain(feed);

    expect(copy).toContain('"version":"1.0"');
    expect(parts(ticker, 'item')).toHaveLength(0);
  });

  test('that says of an old copy that it is of now shows nothing dead', async () => {
    const feed = new TestFeed(live());
    await visit(feed);
    const [name = ''] = copies();
    const copy = JSON.parse(localStorage.getItem(name) ?? '') as { at: number };
    const passed = 20 * hour;
    localStorage.setItem(name, JSON.stringify({ ...copy, at: Date.now() + passed - minute }));
    const ticker = await visitAgain(feed, passed);

    expect(parts(ticker, 'item')).toHaveLength(0);
  });

  test('with markup in it shows text', async () => {
    const feed = new TestFeed(live());
    await visit(feed);
    const [name = ''] = copies();
    const markup = '<img src=x onerror=hacked=1>';
    localStorage.setItem(name, (localStorage.getItem(name) ?? '').replaceAll('서울', markup));
    const ticker = await visitAgain(feed);

    expect(shown(item(ticker, '108'))).toContain(markup);
    expect(ticker.shadowRoot?.querySelector('img')).toBeNull();
  });

  test.each([
    ['longer than any that is kept', () => ' '.repeat(600_000)],
    ['of more parts than an answer may have', () => `"x":[${'{},'.repeat(70_000)}0],`],
  ])('%s is not even read', async (_, more) => {
    const feed = new TestFeed(live());
    await visit(feed);
    const [name = ''] = copies();
    const copy = localStorage.getItem(name) ?? '';
    localStorage.setItem(name, copy.replace('{', `{${more()}`));
    const parse = vi.spyOn(JSON, 'parse');
    const ticker = await visitAgain(feed);

    expect(parse).not.toHaveBeenCalled();
    expect(parts(ticker, 'item')).toHaveLength(0);
  });

  test('that throws, or is full, takes nothing from the ticker', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    const ticker = await mount(new TestFeed(live()), { storage: '' });

    expect(parts(ticker, 'item')).toHaveLength(97);
    expect(shows(ticker, 'badge')).toBe(false);
  });

  test('that a page forbids takes nothing from the ticker', async () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    const ticker = await mount(new TestFeed(live()), { storage: '' });

    expect(parts(ticker, 'item')).toHaveLength(97);
  });
});
