import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceError, sourceErrorCodes } from '../../../collector/sources/source-error.ts';
import {
  afterFailedRun,
  afterGoodRun,
  afterRequest,
  afterRestart,
  blockAt,
  emptyLedger,
  type Ledger,
} from '../../../collector/transport/ledger.ts';

const noon = Date.parse('2026-08-01T12:00:00+09:00');
const midnight = Date.parse('2026-08-02T00:00:00+09:00');
const minute = 60_000;

function fail(ledger: Ledger, code: SourceError['code'], retryAfter: number | null = null): Ledger {
  return afterFailedRun(ledger, new SourceError('kma-map', code, '', { retryAfter }), noon, 0.5);
}

function failTimes(times: number, code: SourceError['code']): Ledger {
  return Array.from({ length: times }).reduce<Ledger>((ledger) => fail(ledger, code), emptyLedger);
}

describe('the breaker', () => {
  test('stays closed through four failures in a row', () => {
    expect(blockAt(failTimes(4, 'reset'), null, noon)).toBe(null);
  });

  test('opens with the fifth, for half a minute', () => {
    expect(blockAt(failTimes(5, 'reset'), null, noon)).toEqual({
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

    expect(blockAt(open, null, noon + 5 * minute)).toBe(null);
    expect(afterGoodRun(open)).toMatchObject({ consecutiveFailures: 0, block: null });
  });

  test.each(['quota', 'auth', 'gone'] as const)(
    'opens until midnight in Korea at the first %s',
    (code) => {
      const block = blockAt(fail(emptyLedger, code), null, noon);

      expect(block?.code).toBe(code);
      expect(block?.until).toBeGreaterThanOrEqual(midnight);
      expect(block?.until).toBeLessThan(midnight + 6 * minute);
    },
  );

  test('waits at least as long as the upstream asks for', () => {
    const block = blockAt(fail(emptyLedger, 'too-many-requests', 3 * minute), null, noon);

    expect(block?.until).toBeGreaterThanOrEqual(noon + 3 * minute);
  });

  test('does not wait longer than a day, whatever the upstream asks for', () => {
    const block = blockAt(
      fail(emptyLedger, 'too-many-requests', 900 * 24 * 60 * minute),
      null,
      noon,
    );

    expect(block?.until).toBeLessThan(noon + 25 * 60 * minute);
  });
});

describe('the quota', () => {
  test('is spent with as many requests as the upstream allows in a day', () => {
    const spent = afterRequest(afterRequest(emptyLedger, noon), noon);

    expect(blockAt(spent, 3, noon)).toBe(null);
    expect(blockAt(spent, 2, noon)).toEqual({ code: 'quota', until: midnight });
  });

  test('begins anew at midnight in Korea', () => {
    const spent = afterRequest(emptyLedger, noon);

    expect(blockAt(spent, 1, midnight)).toBe(null);
    expect(afterRequest(spent, midnight).requests).toBe(1);
  });

  test('never counts fewer requests than were made on the day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 11 * 60 })), (offsets) => {
        const ledger = offsets.reduce(
          (held, offset) => afterRequest(held, noon + offset * minute),
          emptyLedger,
        );
        expect(ledger.requests).toBe(offsets.length);
      }),
    );
  });
});

describe('a restart', () => {
  test.each(['auth', 'gone'] as const)(
    'lifts the block of %s: someone may have mended it',
    (code) => {
      expect(afterRestart(fail(emptyLedger, code)).block).toBe(null);
    },
  );

  test.each(['quota', 'too-many-requests'] as const)('keeps the block of %s', (code) => {
    const ledger = fail(emptyLedger, code);

    expect(afterRestart(ledger)).toEqual(ledger);
  });
});

test('no error of any kind blocks a source for more than a day', () => {
  for (const code of sourceErrorCodes) {
    expect(fail(failTimes(9, code), code).block?.until).toBeLessThan(noon + 25 * 60 * minute);
  }
});
