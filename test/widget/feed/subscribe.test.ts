import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FeedError, type FeedReading, subscribe } from '../../../widget/feed/index.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

// The feed without an element, as `@nalssi/widget/feed` gives it.

const ask = vi.fn<typeof fetch>();
/** The readings and failures that a subscriber was told, newest last. */
const told: [FeedReading | null, FeedError | null][] = [];
const hear = (...news: (typeof told)[number]) => void told.push(news);
const newest = () => told.at(-1)?.[0];
let feeds = 0;
/** One that no other test has a client of. */
function someFeed(): string {
  feeds += 1;
  return `https://weather.example.com/${feeds}/v1/`;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', ask);
  told.length = 0;
  ask.mockReset();
  ask.mockImplementation(async () => Response.json(recordedTickerFile({ ttl: 60 })));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const asked = () => ask.mock.calls.map(([address]) => address);

test('asks at once, tells what the feed says, and asks again when the feed wants it', async () => {
  const feed = someFeed();
  const end = subscribe({ feed }, hear);
  await vi.advanceTimersByTimeAsync(0);

  expect(asked()).toEqual([`${feed}ticker.json`]);
  expect(newest()).toMatchObject({ mode: 'replay', status: 'ok', sequence: 1 });
  expect(newest()?.observations).toHaveLength(97);
  expect(newest()?.observations.find(({ station }) => station === '108')).toMatchObject({
    name: { ko: '서울', en: 'Seoul' },
    condition: { value: 'clear' },
    temperature: { value: 2.8, expiresAt: Date.parse('2024-11-24T09:30:00+09:00') },
  });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked().length).toBeGreaterThan(1);
  end();
});

test('reads one region', async () => {
  const feed = someFeed();
  const end = subscribe({ feed, region: 'KR-44' }, hear);
  await vi.advanceTimersByTimeAsync(0);
  end();

  expect(asked()).toEqual([`${feed}regions/KR-44.json`]);
});

test('takes a value away when it dies, though nobody answers any more', async () => {
  const end = subscribe({ feed: someFeed() }, hear);
  await vi.advanceTimersByTimeAsync(0);
  ask.mockRejectedValue(new TypeError('Failed to fetch'));
  await vi.advanceTimersByTimeAsync(112 * 60_000);
  expect(newest()?.observations[0]?.temperature).not.toBeNull();
  expect(told.at(-1)?.[1]?.reason).toBe('network');
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  end();

  expect(newest()?.observations).toHaveLength(97);
  expect(newest()?.observations.flatMap((one) => [one.temperature, one.condition])).toEqual(
    Array(194).fill(null),
  );
});

test('tells of a failure before the first answer', async () => {
  ask.mockResolvedValue(new Response('busy', { status: 503 }));
  const end = subscribe({ feed: someFeed() }, hear);
  await vi.advanceTimersByTimeAsync(0);
  end();

  expect(told).toEqual([[null, expect.objectContaining({ reason: 'status' })]]);
});

test('asks once for all who read the same file, and tells a later one what is there', async () => {
  const feed = someFeed();
  const ends = [subscribe({ feed }, hear), subscribe({ feed }, hear)];
  await vi.advanceTimersByTimeAsync(0);
  const count = told.length;
  ends.push(subscribe({ feed }, hear));
  await vi.advanceTimersByTimeAsync(0);

  expect(asked()).toHaveLength(1);
  expect(told).toHaveLength(count + 1);
  for (const end of ends) end();
});

describe('is over, without another word or request,', () => {
  test.each(['the function that it gave back', 'the signal'])('by %s', async (how) => {
    const controller = new AbortController();
    const end = subscribe({ feed: someFeed(), signal: controller.signal }, hear);
    await vi.advanceTimersByTimeAsync(0);
    if (how === 'the signal') controller.abort();
    else end();
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);

    expect(asked()).toHaveLength(1);
    expect(told).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('before it began, where the signal was aborted', async () => {
    subscribe({ feed: someFeed(), signal: AbortSignal.abort() }, hear);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(asked()).toEqual([]);
  });
});

test.each([
  { feed: 'ftp://weather.example.com/' },
  { feed: '/v1/' },
  {},
  { feed: 'https://weather.example.com/v1/', region: '../stations/108' },
  { feed: 'https://weather.example.com/v1/', region: '충남' },
])('refuses %j where there is no page', (options) => {
  expect(() => subscribe(options, hear)).toThrow(FeedError);
});
