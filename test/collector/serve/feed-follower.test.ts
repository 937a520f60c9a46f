import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DirectoryPublisher } from '../../../collector/publish/directory-publisher.ts';
import { type EncodedFiles, encode, encodeAll } from '../../../collector/publish/encode.ts';
import { DirectoryFeed } from '../../../collector/serve/published/directory-feed.ts';
import { FeedFollower } from '../../../collector/serve/published/feed-follower.ts';
import type { PublishedFeed } from '../../../collector/serve/published/published-feed.ts';
import { createLogger } from '../../../collector/telemetry/log.ts';
import { Secrets } from '../../../collector/telemetry/secrets.ts';
import { noTelemetry } from '../../../collector/telemetry/telemetry.ts';
import { systemClock } from '../../../collector/time/clock.ts';

let directory = '';
let stop = new AbortController();
let editions: EncodedFiles[] = [];
let lines: Record<string, unknown>[] = [];
let looks = 0;
let following: Promise<void> = Promise.resolve();
let follower: FeedFollower;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  stop = new AbortController();
  editions = [];
  lines = [];
  looks = 0;
  follower = followerOf(new DirectoryFeed(join(directory, 'feed')));
});

function followerOf(feed: PublishedFeed): FeedFollower {
  return new FeedFollower({
    feed,
    clock: systemClock,
    log: createLogger(new Secrets(), 'json', {
      write: (line) => void lines.push(JSON.parse(line)),
    }),
    telemetry: noTelemetry,
    onEdition: (files) => void editions.push(files),
    onLook() {
      looks += 1;
    },
  });
}

afterEach(async () => {
  stop.abort();
  await following;
  await rm(directory, { recursive: true, force: true });
});

const indexOf = (sequence: number) =>
  JSON.stringify({ sequence, status: 'ok', generatedAt: '2026-11-27T18:00:00+09:00' });

/** Publishes as a collector does that was just started. */
async function publish(sequence: number, weather: string): Promise<EncodedFiles> {
  const publisher = new DirectoryPublisher(join(directory, 'feed'));
  const files = await encodeAll(
    [
      ['ticker.json', JSON.stringify({ weather })],
      ['embed/ticker.html', weather],
      ['index.json', indexOf(sequence)],
    ],
    (text, path) => encode(text, path.startsWith('embed/') ? 'plain' : 'usual'),
  );
  await publisher.publish({ sequence }, files, Date.now());
  return files;
}

function follow(): void {
  following = follower.follow(stop.signal);
}

/** A look that begins after now has ended. */
async function looked(): Promise<void> {
  const before = looks;
  await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 1));
}

const codes = () => lines.map(({ code }) => code);

test('an edition has all forms of each file as they were published', async () => {
  const published = await publish(7, 'rain');
  follow();
  await looked();

  const [read] = editions;
  expect([...(read?.keys() ?? [])].toSorted()).toEqual([
    'embed/ticker.html',
    'index.json',
    'ticker.json',
  ]);
  for (const [path, { encoded }] of published) expect(read?.get(path)?.encoded).toEqual(encoded);
  expect(read?.get('ticker.json')?.hash).toBe(published.get('ticker.json')?.hash);
});

test('of the next edition what has not changed is the same object', async () => {
  await publish(7, 'rain');
  follow();
  await looked();
  await publish(8, 'rain');
  await looked();

  expect(editions).toHaveLength(2);
  const [before, after] = editions.map((files) => files.get('ticker.json'));
  expect(editions[1]?.get('index.json')?.identity?.toString()).toBe(indexOf(8));
  expect(after?.hash).toBe(before?.hash);
});

test('an edition is handed on once', async () => {
  await publish(7, 'rain');
  follow();
  await looked();
  await looked();

  expect(editions).toHaveLength(1);
});

test('one whose sequence is below what is served is not handed on, and is told as long as it stands', async () => {
  await publish(7, 'rain');
  follow();
  await looked();
  await rm(join(directory, 'feed'), { recursive: true });
  await publish(3, 'snow');
  await looked();
  await looked();

  expect(editions).toHaveLength(1);
  expect(codes()).toEqual(['feed-read', 'feed-lost']);
  expect(lines.at(-1)?.['reason']).toContain('its sequence 3 is below 7');
  expect(follower.says).toMatch(/nothing could be read/);
  await publish(8, 'clear');
  await looked();
  expect(codes()).toEqual(['feed-read', 'feed-lost', 'feed-found']);
});

test('an index that cannot be understood costs nothing of what is served', async () => {
  await publish(7, 'rain');
  follow();
  await looked();
  const publisher = new DirectoryPublisher(join(directory, 'feed'));
  await publisher.publish({ sequence: 8 }, await encodeAll([['index.json', '{}']]), Date.now());
  await looked();

  expect(editions).toHaveLength(1);
  expect(codes()).toContain('feed-lost');
  expect(lines.at(-1)?.['reason']).toMatch(/cannot be understood: let it be published anew/);
});

test('of a place that hangs it says so while it waits for it', () => {
  const hangs = { name: 'a share that hangs', look: 500, read: () => new Promise<null>(() => {}) };
  const waiting = followerOf(hangs);
  void waiting.follow(stop.signal);
  const now = performance.now();
  expect(waiting.says).toBe('');
  using _ = vi.spyOn(performance, 'now').mockReturnValue(now + 15_000);

  expect(waiting.says).toBe(', nothing could be read for 15 s');
});

const reason = () => String(lines.findLast(({ code }) => code === 'feed-lost')?.['reason']);

test('an edition whose text for pages holds a script is refused by its name, and what was served stays', async () => {
  await publish(1, 'rain');
  follow();
  await looked();
  await publish(2, '<script>alert(1)</script>');
  await looked();

  expect(editions.length).toBe(1);
  expect(reason()).toMatch(/^embed\/ticker\.html holds what no text of nalssi does/);
});

test('of a feed that was never there it does not say that an older one is served', async () => {
  follow();
  await looked();

  expect(lines).toHaveLength(1);
  expect(lines[0]?.['msg']).toMatch(/there is none to serve yet/);
  expect(reason()).toMatch(/nothing is published there/);
});

test('of a place that fails in another way at each look it says so once', async () => {
  follower = followerOf({
    name: 'a place that lies',
    look: 1,
    read: () => Promise.reject(new Error(`the ${looks}th way to fail`)),
  });
  follow();
  await vi.waitFor(() => expect(looks).toBeGreaterThan(20));

  expect(codes()).toEqual(['feed-lost']);
});

test('of a directory that was copied by halves it names the file that is missing', async () => {
  await publish(7, 'rain');
  const body = await realpath(join(directory, 'feed/v1/ticker.json'));
  await rm(body);
  follow();
  await looked();

  expect(reason()).toContain(`${body} is missing`);
});

test('of a directory that was copied without its links it says so', async () => {
  await publish(7, 'rain');
  const feed = join(directory, 'feed');
  await cp(join(feed, 'v1'), join(directory, 'copied'), { recursive: true, dereference: true });
  await rm(feed, { recursive: true });
  await cp(join(directory, 'copied'), join(feed, 'v1'), { recursive: true });
  follow();
  await looked();

  expect(reason()).toMatch(/is no link: what copies the feed directory has to keep its links/);
});
