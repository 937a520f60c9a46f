import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FileContent, PolledFile } from '../../../widget/feed/polled-file.ts';

// The files of the board, which are read from the same feed as the ticker's.

const start = Date.parse('2026-01-01T12:00:00+09:00');
const half = 30 * 60_000;
const ask = vi.fn<typeof fetch>();

/** From now on the file says this, and its server that it is now. */
function says(changes: Partial<FileContent>): void {
  const content: FileContent = {
    mode: 'live',
    generatedAt: start,
    sequence: 5,
    ttl: 60,
    ...changes,
  };
  ask.mockImplementation(async () =>
    Response.json(content, { headers: { date: new Date().toUTCString() } }),
  );
}

const fileOf = () =>
  new PolledFile('https://weather.example.com/v1/a.json', (file) => file as FileContent);

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  vi.stubGlobal('fetch', ask);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  ask.mockReset();
  says({});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('the same file once more is not late, as its answer is of now', async () => {
  const file = fileOf();
  await file.refresh();
  const { content } = file;
  await vi.advanceTimersByTimeAsync(half);
  const wasLate = file.isLate;
  await file.refresh();

  expect(wasLate).toBe(true);
  expect(file.isLate).toBe(false);
  expect(file.content).toBe(content);
  expect(file.now()).toBe(start + half);
});

test('an older file of a cache takes no place and tells no time, until it insists', async () => {
  const file = fileOf();
  await file.refresh();
  await vi.advanceTimersByTimeAsync(half);
  says({ sequence: 4 });
  const seen: unknown[] = [];
  for (let time = 0; time < 3; time += 1) {
    await file.refresh();
    seen.push([file.content?.sequence, file.isLate]);
  }

  expect(seen).toEqual([
    [5, true],
    [5, true],
    [4, false],
  ]);
});

test('older files between newer ones do not insist', async () => {
  const file = fileOf();
  for (const sequence of [9, 8, 8, 9, 8, 8, 10, 9, 9]) {
    says({ sequence });
    await file.refresh();
    expect(file.content?.sequence).toBeGreaterThanOrEqual(9);
  }
  expect(file.content?.sequence).toBe(10);
});

test('it is asked as often as its last answer says, also an older one', async () => {
  const file = fileOf();
  await file.refresh();
  says({ sequence: 4, ttl: 3_600 });
  await file.refresh();
  ask.mockClear();
  file.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(3_600_000 / 2);
  const before = ask.mock.calls.length;
  await vi.advanceTimersByTimeAsync(3_600_000);

  expect(before).toBe(0);
  expect(ask.mock.calls.length).toBeGreaterThan(0);
});

test('a file of the future is an error, and the one before stays', async () => {
  const file = fileOf();
  await file.refresh();
  says({ sequence: 6, generatedAt: Date.parse('2998-01-01T00:00:00+09:00') });
  await file.refresh();

  expect(file).toMatchObject({ content: { sequence: 5 }, failure: { reason: 'format' } });
  says({ sequence: 6 });
  await file.refresh();
  expect(file).toMatchObject({ content: { sequence: 6 }, failure: null });
});

/** How often the file is asked for in each of these spans, milliseconds. */
async function askedIn(...spans: readonly number[]): Promise<number[]> {
  const counts: number[] = [];
  for (const span of spans) {
    ask.mockClear();
    await vi.advanceTimersByTimeAsync(span);
    counts.push(ask.mock.calls.length);
  }
  return counts;
}

test('it is asked at once for its first reader, then each time its ttl is over, and for no reader not at all', async () => {
  const file = fileOf();
  const leave = file.subscribe(() => undefined);

  expect(await askedIn(0, 59_999, 1, 60_000)).toEqual([1, 0, 1, 1]);
  leave();
  expect(await askedIn(half)).toEqual([0]);
});

test('a reader who comes while the answer is new waits for the next, and one who comes late does not', async () => {
  const file = fileOf();
  await file.refresh();
  file.subscribe(() => undefined)();
  await vi.advanceTimersByTimeAsync(50_000);
  const leave = file.subscribe(() => undefined);
  const early = await askedIn(9_999, 1);
  leave();
  await vi.advanceTimersByTimeAsync(half);
  file.subscribe(() => undefined);

  expect(early).toEqual([0, 1]);
  expect(await askedIn(0)).toEqual([1]);
});

test('one that fails is asked later each time, and as its ttl says when it is there again', async () => {
  ask.mockRejectedValue(new TypeError());
  const file = fileOf();
  file.subscribe(() => undefined);

  expect(await askedIn(0, 4_999, 1, 9_999, 1)).toEqual([1, 0, 1, 0, 1]);
  says({});
  expect(await askedIn(20_000, 59_999, 1)).toEqual([1, 0, 1]);
});

test('one that failed for long is asked soon for a new reader', async () => {
  ask.mockRejectedValue(new TypeError());
  const file = fileOf();
  const leave = file.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(half);
  leave();
  await file.refresh();
  file.subscribe(() => undefined);

  expect(await askedIn(4_999, 1)).toEqual([0, 1]);
});

test('readers are told after each request, also of one that failed, and no longer when they left', async () => {
  const file = fileOf();
  const told: unknown[] = [];
  const leave = file.subscribe(() => told.push(file.failure?.reason ?? file.content?.sequence));
  await file.refresh();
  ask.mockRejectedValue(new TypeError());
  await file.refresh();
  leave();
  await file.refresh();

  expect(told).toEqual([5, 'network']);
});

test('two who ask at once share one request', async () => {
  const file = fileOf();
  await Promise.all([file.refresh(), file.refresh()]);

  expect(ask).toHaveBeenCalledTimes(1);
  expect(String(ask.mock.calls[0]?.[0])).toBe('https://weather.example.com/v1/a.json');
  await file.refresh();
  expect(ask).toHaveBeenCalledTimes(2);
});
