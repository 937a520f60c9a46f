import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FeedClient } from '../../../widget/feed/feed-client.ts';
import { pageFeed } from '../../../widget/feed/page-feeds.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

const url = 'https://weather.example.com/v1/ticker.json';
const ask = vi.fn<typeof fetch>();

const answer = (changes: Parameters<typeof recordedTickerFile>[0] = {}) =>
  Response.json(recordedTickerFile({ ttl: 60, ...changes }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', ask);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  ask.mockReset();
  ask.mockImplementation(async () => answer());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a request', () => {
  test('sends nothing about the reader and nothing that needs a preflight', async () => {
    await new FeedClient(url).refresh();
    const [asked, options] = ask.mock.calls[0] ?? [];
    expect(asked).toBe(url);
    expect(options).toMatchObject({
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    expect(options?.headers).toBeUndefined();
    expect(options?.signal).toBeInstanceOf(AbortSignal);
  });

  test('is made once for all who ask at the same time', async () => {
    const client = new FeedClient(url);
    await Promise.all([client.refresh(), client.refresh()]);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['network', async () => Promise.reject(new TypeError('Failed to fetch'))],
    ['status', async () => new Response('busy', { status: 503 })],
    ['format', async () => new Response('<!doctype html>')],
    ['format', async () => Response.json({ hello: 'world' })],
  ] as const)('that fails says why: %s', async (reason, failing) => {
    ask.mockImplementation(failing);
    const client = new FeedClient(url);
    await client.refresh();
    expect(client.failure?.reason).toBe(reason);
  });
});

describe('polling', () => {
  test('follows the ttl of the file', async () => {
    new FeedClient(url).subscribe(() => {});
    await vi.advanceTimersByTimeAsync(0);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('stops when nobody reads, and starts again where it stands for the next', async () => {
    const client = new FeedClient(url);
    const leave = client.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(0);
    leave();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ask).toHaveBeenCalledTimes(1);
    client.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('does not ask again for a reader who returns before the file is due', async () => {
    const client = new FeedClient(url);
    client.subscribe(() => {})();
    client.subscribe(() => {})();
    client.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('tries again soon after a failure and recovers by itself', async () => {
    ask.mockImplementationOnce(async () => new Response('', { status: 500 }));
    const client = new FeedClient(url);
    client.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(client.failure).not.toBeNull();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(client.failure).toBeNull();
    expect(client.snapshot?.observations).toHaveLength(97);
  });

  test('does not let a reader who returns wait out a long retry', async () => {
    ask.mockImplementation(async () => new Response('', { status: 500 }));
    const client = new FeedClient(url);
    const leave = client.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(70_000);
    leave();
    ask.mockClear();
    client.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('does not become a flood when readers of a failing feed come and go', async () => {
    ask.mockImplementation(async () => new Response('', { status: 500 }));
    const client = new FeedClient(url);
    for (let count = 0; count < 100; count += 1) {
      const leave = client.subscribe(() => {});
      await vi.advanceTimersByTimeAsync(100);
      leave();
    }
    expect(ask.mock.calls.length).toBeLessThanOrEqual(3);
  });
});

describe('snapshots', () => {
  test('a later failure keeps the last good one', async () => {
    const client = new FeedClient(url);
    await client.refresh();
    ask.mockImplementation(async () => new Response('', { status: 500 }));
    await client.refresh();
    expect(client.snapshot?.sequence).toBe(1);
    expect(client.failure?.reason).toBe('status');
  });

  test('one from an old cache does not take the place of a newer one', async () => {
    const client = new FeedClient(url);
    ask.mockImplementation(async () => answer({ sequence: 5 }));
    await client.refresh();
    ask.mockImplementation(async () => answer({ sequence: 4 }));
    await client.refresh();
    expect(client.snapshot?.sequence).toBe(5);
  });

  test('every reader hears of every answer', async () => {
    const client = new FeedClient(url);
    const readers = [vi.fn(), vi.fn()];
    for (const reader of readers) client.subscribe(reader);
    await client.refresh();
    for (const reader of readers) expect(reader).toHaveBeenCalledTimes(1);
  });
});

test('two copies of the script on a page share the client of a feed', async () => {
  const one = pageFeed(url);
  vi.resetModules();
  const { pageFeed: otherCopy } = await import('../../../widget/feed/page-feeds.ts');
  expect(otherCopy).not.toBe(pageFeed);
  expect(otherCopy(url)).toBe(one);
});

describe('an answer of the future', () => {
  const future = '2998-01-01T00:00:00+09:00';
  const now = new Date('2024-11-24T07:40:00+09:00').toUTCString();

  test('is an error, by the time of its answer', async () => {
    ask.mockImplementation(async () =>
      Response.json(recordedTickerFile({ generatedAt: future }), { headers: { date: now } }),
    );
    const client = new FeedClient(url);
    await client.refresh();
    expect(client).toMatchObject({ snapshot: null, failure: { reason: 'format' } });
  });

  test('is an error, by the clock of the reader where the answer does not say', async () => {
    ask.mockImplementation(async () => answer({ generatedAt: future }));
    const client = new FeedClient(url);
    await client.refresh();
    expect(client).toMatchObject({ snapshot: null, failure: { reason: 'format' } });
  });

  test('does not hold up what comes after it', async () => {
    ask.mockImplementationOnce(async () =>
      answer({ generatedAt: future, sequence: Number.MAX_SAFE_INTEGER }),
    );
    const client = new FeedClient(url);
    await client.refresh();
    await client.refresh();
    expect(client).toMatchObject({ snapshot: { sequence: recordedTickerFile().sequence } });
  });
});

describe('a feed that has counted too far', () => {
  const far = { sequence: Number.MAX_SAFE_INTEGER };

  test('is believed again when it insists on what it says', async () => {
    ask.mockImplementationOnce(async () => answer(far));
    const client = new FeedClient(url);
    for (const sequence of [far.sequence, far.sequence, far.sequence, 1]) {
      await client.refresh();
      if (sequence !== 1) expect(client.snapshot?.sequence).toBe(far.sequence);
      ask.mockImplementation(async () => answer({ sequence: 1 }));
    }
    expect(client.snapshot?.sequence).toBe(1);
  });

  test('is not, while caches bring now the one and now the other', async () => {
    const client = new FeedClient(url);
    for (const sequence of [9, 8, 8, 9, 8, 8, 9]) {
      ask.mockImplementation(async () => answer({ sequence }));
      await client.refresh();
      expect(client.snapshot?.sequence).toBe(9);
    }
  });

  test('is asked as often as its last answer says', async () => {
    ask.mockImplementationOnce(async () => answer({ ...far, ttl: 3600 }));
    ask.mockImplementation(async () => answer({ sequence: 1, ttl: 1 }));
    const client = new FeedClient(url);
    client.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(3_600_000 + 2_000);
    expect(client.snapshot?.sequence).toBe(1);
  });
});

test('a good file with more behind it than an answer may have is an error of format', async () => {
  const inTwoPieces = () =>
    new ReadableStream<string>({
      start(controller) {
        controller.enqueue(JSON.stringify(recordedTickerFile()));
        controller.enqueue(' '.repeat(800_000));
        controller.close();
      },
    }).pipeThrough(new TextEncoderStream());
  ask.mockImplementation(async () => new Response(inTwoPieces()));
  const client = new FeedClient(url);
  await client.refresh();
  expect(client).toMatchObject({ snapshot: null, failure: { reason: 'format' } });
});
