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
