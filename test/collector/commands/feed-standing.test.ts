import type { Envelope } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { standingOf } from '../../../collector/commands/feed-standing.ts';

const madeAt = Date.parse('2026-11-26T21:10:00+09:00');
const second = 1_000;

const feed = (more: Partial<Envelope> = {}) =>
  ({
    mode: 'live',
    status: 'degraded',
    generatedAt: '2026-11-26T21:10:00+09:00',
    ...more,
  }) as Envelope;

/** How it stands so many seconds after it was made. */
const standingAfter = (seconds: number, interval = 60, within: number | null = null) =>
  standingOf(feed(), interval, null, madeAt + seconds * second, within);

describe('a feed is silent', () => {
  test.each([
    ['three minutes of one a minute', 60, 180],
    ['three minutes of one in ten seconds', 10, 180],
    ['three intervals of one in five minutes', 300, 900],
  ])('after %s', (_, interval, allowed) => {
    expect(standingAfter(allowed, interval)).toMatchObject({ status: 'degraded', silence: null });
    expect(standingAfter(allowed + 1, interval)).toMatchObject({
      status: 'stale',
      silence: (allowed + 1) * second,
    });
  });

  test('after what was said, where something was', () => {
    expect(standingAfter(20, 60, 20 * second).silence).toBeNull();
    expect(standingAfter(21, 60, 20 * second).silence).toBe(21 * second);
  });
});

test('a feed from the future is stale where clocks cannot differ by as much, and no age is below 0', () => {
  const near = standingAfter(-1);
  const far = standingAfter(-3_600);

  expect(near).toMatchObject({ status: 'degraded', ahead: null, now: madeAt });
  expect(far).toMatchObject({ status: 'stale', ahead: 3_600 * second, now: madeAt });
});

test('ages are told by the clock of the server, and how far it is from ours', () => {
  const servedBy = (offset: number) =>
    standingOf(feed(), 60, madeAt + 30 * second, madeAt + (30 - offset) * second);

  expect(servedBy(0)).toMatchObject({ now: madeAt + 30 * second, serverAhead: null });
  expect(servedBy(1)).toMatchObject({ serverAhead: null });
  expect(servedBy(3_600)).toMatchObject({ now: madeAt + 30 * second, serverAhead: 3_600 * second });
  expect(servedBy(-3_600)).toMatchObject({ serverAhead: -3_600 * second });
});

test('a replay has a time of its own, and is never silent', () => {
  expect(standingOf(feed({ mode: 'replay' }), 60, null, madeAt + 1e9)).toEqual({
    status: 'degraded',
    now: madeAt,
    silence: null,
    ahead: null,
    serverAhead: null,
  });
});
