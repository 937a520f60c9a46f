import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClockCheck } from '../../../collector/time/clock-check.ts';
import {
  clockOffset,
  stateOfClock,
  type ToldTime,
  toldBy,
} from '../../../collector/time/clock-offset.ts';

const minute = 60_000;
/** When the monotonic clock of the tests began. */
const origin = Date.parse('2026-11-24T07:30:00+09:00');
/** Monotonic. */
const now = 40 * minute;

/** An answer of a server whose clock is `ahead` of the truth: sent, stamped on the way, received. */
function answer(ahead: number, sentAt: number, until: number, received: number): ToldTime {
  const stamp = origin + sentAt + until + ahead;
  return toldBy(Math.floor(stamp / 1_000) * 1_000, sentAt, sentAt + until + received);
}

const trip = fc.integer({ min: 0, max: 5_000 });
const honest = fc
  .tuple(fc.integer({ min: 0, max: 39 * minute }), trip, trip)
  .map(([sentAt, until, received]) => answer(0, sentAt, until, Math.min(received, now - sentAt)));
const lie = fc.integer({ min: -400 * minute, max: 400 * minute });
const lying = fc
  .tuple(lie, fc.integer({ min: 0, max: 39 * minute }), trip, trip)
  .map(([ahead, sentAt, until, received]) => answer(ahead, sentAt, until, received));
const server = (one: fc.Arbitrary<ToldTime>) => fc.array(one, { minLength: 1, maxLength: 5 });
const offsets = fc.integer({ min: -400 * minute, max: 400 * minute });

describe('the offset of a clock', () => {
  test('lies between its bounds while half of the servers are honest, whatever the others say', () => {
    fc.assert(
      fc.property(
        fc.array(server(honest), { minLength: 1, maxLength: 6 }),
        fc.array(server(lying), { maxLength: 6 }),
        offsets,
        (good, bad, ahead) => {
          const told = [...good, ...bad.slice(0, good.length)];
          const offset = clockOffset(told, origin + now + ahead, now);
          expect(offset?.least).toBeLessThanOrEqual(ahead);
          expect(offset?.most).toBeGreaterThanOrEqual(ahead);
        },
      ),
    );
  });

  test('is as sharp as the round trips while fewer than half of the servers lie', () => {
    fc.assert(
      fc.property(
        fc.array(server(honest), { minLength: 2, maxLength: 6 }),
        fc.array(server(lying), { maxLength: 6 }),
        offsets,
        (good, bad, ahead) => {
          const told = [...good, ...bad.slice(0, good.length - 1)];
          const offset = clockOffset(told, origin + now + ahead, now);
          // A second that Date leaves away, and two ways of five seconds, on either side.
          expect(offset?.least).toBeGreaterThanOrEqual(ahead - 11_000);
          expect(offset?.most).toBeLessThanOrEqual(ahead + 11_000);
        },
      ),
    );
  });

  test('does not hang on the order in which servers were heard', () => {
    fc.assert(
      fc.property(fc.array(server(fc.oneof(honest, lying))), offsets, (told, ahead) => {
        const at = (order: readonly ToldTime[][]) => clockOffset(order, origin + ahead, now);
        expect(at(told.toReversed())).toEqual(at(told));
      }),
    );
  });

  test('moves with the wall clock, without a new answer', () => {
    fc.assert(
      fc.property(server(honest), offsets, (answers, step) => {
        const before = clockOffset([answers], origin + now, now);
        const after = clockOffset([answers], origin + now + step, now);
        expect(after?.least).toBe((before?.least ?? Number.NaN) + step);
        expect(after?.most).toBe((before?.most ?? Number.NaN) + step);
      }),
    );
  });
});

/** A clock that is `ahead`, and a monotonic one; both stand still until they are told to move. */
class Clocks {
  monotonic = 0;
  ahead: number;
  constructor(aheadMinutes = 0) {
    this.ahead = aheadMinutes * minute;
  }
  get check(): ClockCheck {
    return new ClockCheck(
      { now: () => origin + this.monotonic + this.ahead },
      () => this.monotonic,
    );
  }
}

/** A server that is asked every so many seconds; `minutesAhead` of the truth. */
function hear(
  check: ClockCheck,
  clocks: Clocks,
  name: string,
  minutesAhead = 0,
  frozenAt?: number,
) {
  const stamp = origin + (frozenAt ?? clocks.monotonic) + minutesAhead * minute;
  const date = Math.floor(stamp / 1_000) * 1_000;
  check.hear(name, { date, sentAt: clocks.monotonic, receivedAt: clocks.monotonic + 80 });
}

describe('the clock', () => {
  test.each([
    [20, 1_200],
    [-20, -1_200],
  ])('is off when two servers say so: %i minutes', (ahead, seconds) => {
    const clocks = new Clocks(ahead);
    const { check } = clocks;
    hear(check, clocks, 'one');
    expect(check.look()).toMatchObject({ state: 'unknown', servers: 1, since: null, action: null });
    hear(check, clocks, 'other');
    const { offset, uncertainty, ...health } = check.look();
    expect(health).toMatchObject({ state: 'off', servers: 2, action: expect.any(String) });
    expect(Math.abs((offset ?? 0) - seconds)).toBeLessThanOrEqual(uncertainty ?? 0);
    expect(uncertainty).toBeLessThan(1);
  });

  test('is off when one server says so again, a while later', () => {
    const clocks = new Clocks(20);
    const { check } = clocks;
    hear(check, clocks, 'one');
    expect(check.needsAnother).toBe(true);
    clocks.monotonic += 15_000;
    hear(check, clocks, 'one');
    expect(check.look().state).toBe('off');
    expect(check.needsAnother).toBe(false);
  });

  test('is not off by one server of two, nor by a date that stands still in a cache', () => {
    const clocks = new Clocks();
    const { check } = clocks;
    for (const _ of [1, 2, 3, 4]) {
      hear(check, clocks, 'cache', -20, 0);
      clocks.monotonic += minute;
      expect(check.look().state).toBe('unknown');
    }
    expect(check.needsAnother).toBe(false);
    hear(check, clocks, 'honest');
    expect(check.look().state).toBe('unknown');
    hear(check, clocks, 'third');
    expect(check.look()).toMatchObject({ state: 'ok', servers: 3 });
  });

  test('is right by two answers, and off as soon as it has drifted too far', () => {
    const clocks = new Clocks();
    const { check } = clocks;
    hear(check, clocks, 'one');
    hear(check, clocks, 'other');
    expect(check.look()).toMatchObject({ state: 'ok', since: null });
    for (const _ of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      clocks.ahead -= 10_000;
      clocks.monotonic += minute;
      check.look();
    }
    const set = check.look();
    expect(set).toMatchObject({ state: 'off', since: '2026-11-24T07:35:50+09:00' });
    clocks.monotonic += minute;
    expect(check.look().since).toBe(set.since);
    clocks.ahead = -45_000;
    expect(check.look()).toMatchObject({ state: 'ok', since: null, action: null });
  });

  test('is unknown after a break, and when nobody was heard for hours', () => {
    const clocks = new Clocks(20);
    const { check } = clocks;
    hear(check, clocks, 'one');
    hear(check, clocks, 'other');
    clocks.ahead = 80 * minute;
    expect(check.look()).toMatchObject({ state: 'unknown', offset: null, servers: 0 });
    hear(check, clocks, 'one');
    hear(check, clocks, 'other');
    expect(check.look()).toMatchObject({ state: 'off', servers: 2 });
    clocks.monotonic += 181 * minute;
    expect(check.look()).toMatchObject({ state: 'unknown', offset: null, servers: 0 });
  });

  test('is not told by what was asked before a break and answered after it', () => {
    const clocks = new Clocks();
    const { check } = clocks;
    const sentAt = clocks.monotonic;
    const date = origin + sentAt;
    check.look();
    clocks.ahead = 60 * minute;
    clocks.monotonic += 1_000;
    check.hear('one', { date, sentAt, receivedAt: clocks.monotonic });
    expect(check.look()).toMatchObject({ state: 'unknown', servers: 0 });
  });

  test('may be off by a minute, in which it is neither right nor wrong for sure', () => {
    const told = [[answer(0, 0, 100, 0)], [answer(0, 0, 100, 0)]];
    const state = (ahead: number) => stateOfClock(clockOffset(told, origin + now + ahead, now));
    expect([58_000, 60_000, 63_000].map(state)).toEqual(['ok', 'unknown', 'off']);
    expect([-58_000, -60_000, -63_000].map(state)).toEqual(['ok', 'unknown', 'off']);
  });
});
