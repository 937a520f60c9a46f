import { afterEach, describe, expect, test, vi } from 'vitest';
import type {
  NalssiErrorEvent,
  NalssiLoadEvent,
  NalssiUpdateEvent,
} from '../../../widget/index.ts';
import {
  clearPage,
  mount,
  part,
  parts,
  readAtRecording,
  recordedFile,
  shows,
  TestFeed,
} from '../page.ts';

afterEach(clearPage);

const fallbackShows = (ticker: HTMLElement) =>
  ticker.shadowRoot?.querySelector('slot:not([name])')?.checkVisibility() === true;

describe('a feed that is down when the page loads', () => {
  test('leaves what the page has put there, alone', async () => {
    const ticker = await mount(new TestFeed(503), {}, '전국 날씨');
    expect(fallbackShows(ticker)).toBe(true);
    expect(shows(ticker, 'notice')).toBe(false);
    expect(ticker.matches(':state(error)')).toBe(true);
  });

  test('is told in place where the page has put nothing there', async () => {
    const ticker = await mount(new TestFeed(503), {}, '\n  ');
    expect(shows(ticker, 'notice')).toBe(true);
    expect(part(ticker, 'notice').textContent).toBe(
      '날씨 정보를 불러오지 못했습니다. 곧 다시 시도합니다.',
    );
    expect(ticker.matches(':state(error)')).toBe(true);
  });

  test('is recovered from without help', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const feed = new TestFeed(503);
    const ticker = await mount(feed, {}, '전국 날씨');
    feed.answer = recordedFile();
    // By the clock of this test: the retry is some seconds away, and nobody asks for it.
    await vi.waitFor(() => {
      vi.advanceTimersByTime(1_000);
      expect(parts(ticker, 'item')).toHaveLength(97);
    });
    expect(fallbackShows(ticker)).toBe(false);
    expect(shows(ticker, 'notice')).toBe(false);
    expect(ticker.matches(':state(error)')).toBe(false);
  });
});

describe('a feed that goes down later', () => {
  test('leaves the last good values, marked', async () => {
    readAtRecording();
    const feed = new TestFeed(recordedFile({ mode: 'live' }));
    const ticker = await mount(feed);
    feed.answer = 500;
    await ticker.refresh();
    expect(parts(ticker, 'item')).toHaveLength(97);
    expect(parts(ticker, 'badge').some((badge) => badge.textContent === '지연')).toBe(true);
    feed.answer = recordedFile({ mode: 'live' });
    await ticker.refresh();
    expect(shows(ticker, 'badge')).toBe(false);
  });
});

test('before the first answer only the fallback is there', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  const ticker = document.createElement('nalssi-ticker');
  ticker.feed = '/never/v1/';
  ticker.append('전국 날씨');
  document.body.append(ticker);
  await ticker.updateComplete;
  expect(fallbackShows(ticker)).toBe(true);
  expect(shows(ticker, 'notice')).toBe(false);
  expect(shows(ticker, 'cap')).toBe(false);
});

test('a feed address that is none is an error and no request', async () => {
  const ticker = document.createElement('nalssi-ticker');
  const failed = new Promise<NalssiErrorEvent>((heard) =>
    ticker.addEventListener('nalssi-error', heard),
  );
  ticker.feed = 'javascript:alert(1)';
  document.body.append(ticker);
  expect((await failed).error.reason).toBe('address');
});

test('many elements of a page make one request', async () => {
  const feed = new TestFeed();
  for (let count = 0; count < 20; count += 1) {
    const ticker = document.createElement('nalssi-ticker');
    ticker.feed = feed.base;
    ticker.region = count % 2 === 0 ? 'KR-11' : 'KR-49';
    document.body.append(ticker);
  }
  const [first, second] = document.querySelectorAll('nalssi-ticker');
  if (first === undefined || second === undefined) throw new Error('no tickers');
  await first.refresh();
  await second.updateComplete;
  expect(feed.requests).toBe(1);
  expect(parts(first, 'item')).toHaveLength(1);
  expect(parts(second, 'item')).toHaveLength(4);
});

test('an element that comes later shows what the page has, without another request', async () => {
  const feed = new TestFeed();
  await mount(feed);
  const { requests } = feed;
  const late = document.createElement('nalssi-ticker');
  late.feed = feed.base;
  document.body.append(late);
  await late.updateComplete;
  expect(parts(late, 'item')).toHaveLength(97);
  expect(feed.requests).toBe(requests);
});

describe('events', () => {
  test('tell of the first snapshot, of later ones and of failures, through shadow roots', async () => {
    const heard: string[] = [];
    const hear = (event: Event) => heard.push(event.type);
    for (const type of ['nalssi-load', 'nalssi-update', 'nalssi-error']) {
      document.addEventListener(type, hear);
    }
    const feed = new TestFeed();
    const ticker = await mount(feed);
    await ticker.refresh();
    feed.answer = recordedFile({ sequence: 2 });
    await ticker.refresh();
    feed.answer = 500;
    await ticker.refresh();
    for (const type of ['nalssi-load', 'nalssi-update', 'nalssi-error']) {
      document.removeEventListener(type, hear);
    }
    expect(heard).toEqual(['nalssi-load', 'nalssi-update', 'nalssi-error']);
  });

  test('say what they are about', async () => {
    const feed = new TestFeed();
    const ticker = document.createElement('nalssi-ticker');
    ticker.feed = feed.base;
    const heard: (NalssiLoadEvent | NalssiUpdateEvent | NalssiErrorEvent)[] = [];
    ticker.addEventListener('nalssi-load', (event) => heard.push(event));
    ticker.addEventListener('nalssi-update', (event) => heard.push(event));
    ticker.addEventListener('nalssi-error', (event) => heard.push(event));
    document.body.append(ticker);
    await ticker.updateComplete;
    await ticker.refresh();
    feed.answer = recordedFile({ sequence: 2 }, { 108: { temperature: 3.1 } });
    await ticker.refresh();
    feed.answer = 500;
    await ticker.refresh();
    expect(heard).toMatchObject([
      { sequence: 1, stations: 97 },
      { sequence: 2, changed: ['108'] },
      { error: { reason: 'status' } },
    ]);
  });
});
