import { expect, test } from 'vitest';
import { encodeAll } from '../../../collector/publish/encode.ts';
import { FeedReadiness } from '../../../collector/serve/feed-readiness.ts';

/** Counts of the stations of a feed. */
const counts = { stations: 2, fresh: 0, carried: 0, expired: 2, never: 0 };

async function readinessAfter(...editions: readonly Readonly<Record<string, unknown>>[]) {
  const readiness = new FeedReadiness();
  for (const edition of editions) {
    const files = Object.entries(edition).map(
      ([name, content]) => [name, JSON.stringify(content)] as const,
    );
    readiness.accept(await encodeAll(files));
  }
  return readiness.current;
}

const feed = (more: Partial<typeof counts>, status = 'ok') => ({
  'index.json': { status, summary: { ...counts, ...more } },
});

test('nothing is ready before the first feed, and files without a feed are what they are', async () => {
  expect(await readinessAfter()).toEqual({ isReady: false, says: 'no feed yet' });
  expect(await readinessAfter({ 'ticker.json': {} })).toEqual({ isReady: true, says: 'ready' });
});

test.each<readonly [string, Partial<typeof counts>]>([
  ['with a fresh value', { fresh: 1 }],
  ['with a value of before', { carried: 1 }],
  ['of which nothing is expected', { stations: 0, expired: 0 }],
])('a feed %s is ready', async (_, more) => {
  expect(await readinessAfter(feed(more))).toEqual({ isReady: true, says: 'ready' });
});

test('a feed without a value is not ready, but for one that had some', async () => {
  const says = 'the feed has no value of any station that is expected';

  expect(await readinessAfter(feed({}))).toEqual({ isReady: false, says });
  expect(await readinessAfter(feed({ fresh: 1 }), feed({}, 'stale'))).toEqual({
    isReady: true,
    says: 'ready, the feed is stale',
  });
});

test.each([
  [['ok', 'ok'], 'off', "ready, the clock is 20 min ahead of the upstreams'"],
  [['failing', 'ok'], 'ok', 'ready, served from memory: directory fails'],
  [['failing', 'failing'], 'ok', 'ready, served from memory: directory and store fail'],
  [
    ['ok', 'failing'],
    'off',
    "ready, the clock is 20 min ahead of the upstreams', served from memory: store fails",
  ],
])('what is wrong beside the feed is told: outputs %j, clock %s', async (states, clock, says) => {
  const outputs = states.map((state, index) => {
    const since = state === 'ok' ? null : '2026-01-01T12:00:00+09:00';
    return { id: index === 0 ? 'directory' : 'store', state, since, action: null };
  });
  const known = { uncertainty: 1, servers: 2, since: null, action: null };
  const health = { outputs, clock: { state: clock, offset: 1_200, ...known } };

  expect(await readinessAfter({ ...feed({ fresh: 1 }), 'health.json': health })).toEqual({
    isReady: true,
    says,
  });
});
