import { sourceHealth } from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthOf } from '../../../collector/intake/source-health.ts';
import { SourceError } from '../../../collector/sources/source-error.ts';
import { sourceErrorCodes, sourceErrors } from '../../../collector/sources/source-error-codes.ts';
import {
  blockAt,
  emptyLedger,
  type Ledger,
  type LedgerEvent,
  ledgerAfter,
  requestsToday,
  stateAt,
} from '../../../collector/transport/ledger.ts';

const noon = Date.parse('2026-08-01T12:00:00+09:00');
const midnight = Date.parse('2026-08-02T00:00:00+09:00');
const minute = 60_000;

const unasked = emptyLedger(noon);
const run = { made: 1, failed: 0, unasked: 0 };
const { batch } = unasked;
const answered: LedgerEvent = {
  kind: 'answered',
  run,
  batch,
  newestObservedAt: noon,
  failure: null,
  random: 0.5,
};
const requested: LedgerEvent = { kind: 'requested', limit: null };

function errorOf(code: SourceError['code'], retryAfter: number | null = null): SourceError {
  return new SourceError('kma-map', code, '', { retryAfter });
}

function fail(ledger: Ledger, code: SourceError['code'], retryAfter: number | null = null): Ledger {
  const failure = errorOf(code, retryAfter);
  const failed = { made: 1, failed: 1, unasked: 0 };
  return ledgerAfter(ledger, { kind: 'failed', run: failed, failure, random: 0.5 }, noon);
}

function failTimes(times: number, code: SourceError['code']): Ledger {
  return Array.from({ length: times }).reduce<Ledger>((ledger) => fail(ledger, code), unasked);
}

describe('the breaker', () => {
  test('stays closed through four failures in a row', () => {
    expect(blockAt(failTimes(4, 'reset'), noon)).toBe(null);
  });

  test('opens with the fifth, for half a minute', () => {
    expect(blockAt(failTimes(5, 'reset'), noon)).toEqual({
      code: 'reset',
      until: noon + minute / 2,
    });
  });

  test('rests twice as long with each failure more, up to five minutes', () => {
    const rests = [5, 6, 7, 8, 9, 10, 20].map(
      (times) => ((failTimes(times, 'reset').block?.until ?? 0) - noon) / minute,
    );

    expect(rests).toEqual([0.5, 1, 2, 4, 5, 5, 5]);
  });

  test('allows one run when the rest is over, and closes with a good one', () => {
    const open = failTimes(5, 'reset');
    const later = noon + 5 * minute;

    expect(blockAt(open, later)).toBe(null);
    expect(ledgerAfter(open, answered, later)).toMatchObject({
      consecutiveFailures: 0,
      block: null,
    });
  });

  test.each(['quota', 'auth', 'gone'] as const)(
    'opens until midnight in Korea at the first %s',
    (code) => {
      const block = blockAt(fail(unasked, code), noon);

      expect(block?.code).toBe(code);
      expect(block?.until).toBeGreaterThanOrEqual(midnight);
      expect(block?.until).toBeLessThan(midnight + 6 * minute);
    },
  );

  test('waits at least as long as the upstream asks for', () => {
    const block = blockAt(fail(unasked, 'too-many-requests', 3 * minute), noon);

    expect(block?.until).toBeGreaterThanOrEqual(noon + 3 * minute);
  });

  test('does not wait longer than a day, whatever the upstream asks for', () => {
    const block = blockAt(fail(unasked, 'too-many-requests', 900 * 24 * 60 * minute), noon);

    expect(block?.until).toBeLessThan(noon + 25 * 60 * minute);
  });

  test('is not opened by requests that failed beside others that did not', () => {
    const partly: LedgerEvent = { ...answered, failure: errorOf('reset') };
    const ledger = Array.from({ length: 9 }).reduce<Ledger>(
      (held) => ledgerAfter(held, partly, noon),
      unasked,
    );

    expect(ledger).toMatchObject({ consecutiveFailures: 0, block: null });
    expect(ledger.lastError).toMatchObject({ code: 'reset', at: noon });
  });

  test('is opened by one request of many that was told to wait', () => {
    const partly: LedgerEvent = { ...answered, failure: errorOf('too-many-requests', minute) };

    expect(blockAt(ledgerAfter(unasked, partly, noon), noon)?.code).toBe('too-many-requests');
  });

  test('is not held open for years by a clock that was years ahead', () => {
    const ahead = { ...unasked, block: { code: 'auth', until: noon + 9e10 } } as const;

    expect(blockAt(ahead, noon)).toBe(null);
  });
});

describe('the quota', () => {
  const request = (ledger: Ledger, limit: number, at = noon) =>
    ledgerAfter(ledger, { kind: 'requested', limit }, at);

  test('is spent with as many requests as the upstream allows in a day', () => {
    expect(blockAt(request(request(unasked, 3), 3), noon)).toBe(null);
    expect(blockAt(request(request(unasked, 2), 2), noon)).toEqual({
      code: 'quota',
      until: midnight,
    });
  });

  test('stays spent when the last request brought an answer, and when it failed', () => {
    const spent = request(unasked, 1);

    expect(blockAt(ledgerAfter(spent, answered, noon), noon)?.code).toBe('quota');
    expect(blockAt(fail(spent, 'reset'), noon)?.code).toBe('quota');
  });

  test('begins anew at midnight in Korea', () => {
    const spent = request(unasked, 1);

    expect(blockAt(spent, midnight)).toBe(null);
    expect(request(spent, 9, midnight).requests).toBe(1);
  });

  test('never counts fewer requests than were made on the day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 11 * 60 })), (offsets) => {
        const ledger = offsets.reduce(
          (held, offset) => ledgerAfter(held, requested, noon + offset * minute),
          unasked,
        );
        expect(ledger.requests).toBe(offsets.length);
      }),
    );
  });
});

describe('a restart', () => {
  const restart = (ledger: Ledger, at = noon) =>
    ledgerAfter(ledger, { kind: 'started', limit: 9 }, at);

  test.each(['auth', 'gone'] as const)(
    'lifts the block of %s: someone may have mended it',
    (code) => {
      expect(restart(fail(unasked, code)).block).toBe(null);
    },
  );

  test.each(['quota', 'too-many-requests'] as const)('keeps the block of %s', (code) => {
    const ledger = fail(unasked, code);

    expect(restart(ledger).block).toEqual(ledger.block);
  });

  test('finds a quota spent that was spent before', () => {
    const spent = { ...unasked, day: '2026-08-01', requests: 9 };

    expect(blockAt(restart(spent), noon)?.code).toBe('quota');
  });

  test('keeps what was spent, what was last heard and the failures in a row', () => {
    const ledger = fail(
      ledgerAfter(ledgerAfter(unasked, requested, noon), answered, noon),
      'reset',
    );

    expect(restart(ledger, noon + minute)).toEqual({
      ...ledger,
      lastAttemptAt: null,
      since: noon + minute,
    });
  });
});

test('no error of any kind blocks a source for more than a day', () => {
  for (const code of sourceErrorCodes) {
    expect(fail(failTimes(9, code), code).block?.until).toBeLessThan(noon + 25 * 60 * minute);
  }
});

describe('the state', () => {
  test('after a block that ran out began when it ran out', () => {
    const open = failTimes(5, 'reset');
    const later = noon + 10 * minute;

    expect(stateAt(open, later)).toEqual({ state: 'failing', since: noon + minute / 2 });
    expect(stateAt(ledgerAfter(open, requested, later), later)).toEqual(stateAt(open, later));
  });

  test('that goes on keeps its beginning', () => {
    const ledger = ledgerAfter(ledgerAfter(unasked, answered, noon), answered, noon + minute);

    expect(stateAt(ledger, noon + 2 * minute)).toEqual({ state: 'ok', since: noon });
  });
});

const count = fc.nat(200);
const failure = fc
  .tuple(fc.constantFrom(...sourceErrorCodes), fc.option(fc.nat(1e8)))
  .map(([code, retryAfter]) => errorOf(code, retryAfter));
const runs = fc.record({ made: count, failed: count, unasked: count });
const random = fc.double({ min: 0, max: 1, noNaN: true });
const events: fc.Arbitrary<LedgerEvent> = fc.oneof(
  fc.constant<LedgerEvent>({ kind: 'started', limit: null }),
  fc.record({
    kind: fc.constant('requested' as const),
    limit: fc.option(fc.integer({ min: 1, max: 9 })),
  }),
  fc.record({
    kind: fc.constant('answered' as const),
    run: runs,
    batch: fc.constant(batch),
    newestObservedAt: fc.option(fc.constant(noon)),
    failure: fc.option(failure),
    random,
  }),
  fc.record({ kind: fc.constant('failed' as const), run: runs, failure, random }),
  fc.record({ kind: fc.constant('nothing-yet' as const), run: runs }),
);
/** What happened, and how many seconds after what happened before. */
const histories = fc.array(fc.tuple(events, fc.nat(20_000)), { maxLength: 40 });

/** The ledger after each event of a history, with its time. */
function* lived(history: readonly (readonly [LedgerEvent, number])[]) {
  let ledger = unasked;
  let now = noon;
  for (const [event, pause] of history) {
    now += pause * 1_000;
    ledger = ledgerAfter(ledger, event, now);
    yield { event, ledger, now };
  }
}

const facts = { id: 'kma-map', title: 'Map', schedule: '* * * * *', dailyRequests: 9 };
const timeliness = { lateAfter: 100 * 60_000, startedAt: noon };

describe('whatever happens', () => {
  test('a source is blocked for five failures in a row or for what its error asks for', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { ledger, now } of lived(history)) {
          const block = blockAt(ledger, now);
          if (block === null) continue;
          const remedy = sourceErrors[block.code].remedy;
          const isAsked = remedy === 'wait' || remedy === 'day' || remedy === 'person';
          expect(isAsked || ledger.consecutiveFailures >= 5).toBe(true);
        }
      }),
    );
  });

  test('health says what the ledger does, now and at any time after', () => {
    fc.assert(
      fc.property(histories, fc.nat(200_000), (history, wait) => {
        for (const { ledger, now } of lived(history)) {
          for (const at of [now, now + wait * 1_000]) {
            const health = sourceHealth.parse(healthOf(facts, ledger, timeliness, at));
            const block = blockAt(ledger, at);
            expect(health.state === 'blocked').toBe(block !== null);
            expect(health.blocked?.code).toBe(block?.code);
            expect(health.consecutiveFailures).toBe(ledger.consecutiveFailures);
            expect(health.quota.used).toBe(requestsToday(ledger, at));
            expect(health.lateSince === undefined || health.state === 'failing').toBe(true);
            if (health.state === 'ok') expect(health.consecutiveFailures).toBe(0);
            if (health.state === 'failing') {
              const isLate = health.lateSince !== undefined;
              // An upstream that answers with a list of nothing fails, and may be late as well.
              const isEmpty = health.lastError?.code === 'empty';
              const isSuspect = health.suspectSince !== undefined;
              if (!isEmpty) {
                expect(health.consecutiveFailures > 0).toBe(!isLate && !isSuspect);
                if (isLate) expect(health.lastError?.code).toBe('late');
              }
              expect(health.lastError).not.toBe(null);
            }
            expect(Date.parse(health.stateSince ?? '')).toBeLessThanOrEqual(at);
          }
        }
      }),
    );
  });

  test('only time ends a block early, or a restart what a person may have mended', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let before = unasked;
        for (const { event, ledger, now } of lived(history)) {
          const held = blockAt(before, now);
          if (held !== null && event.kind !== 'started') {
            expect(blockAt(ledger, now)?.until).toBeGreaterThanOrEqual(held.until);
          }
          before = ledger;
        }
      }),
    );
  });
});
