import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refreshDelay } from '../../../widget/feed/refresh-schedule.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('after a success the feed is asked when its ttl is over, give or take a quarter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3600 }), random, (ttl, chance) => {
      const delay = refreshDelay(ttl, 0, chance);
      expect(delay).toBeGreaterThanOrEqual(ttl * 750);
      expect(delay).toBeLessThan(ttl * 1250 + 1);
    }),
  );
});

test('a ttl of nothing does not turn into a flood', () => {
  expect(refreshDelay(0.001, 0, 0)).toBe(750);
});

test('the first retry comes after about five seconds', () => {
  expect(refreshDelay(60, 1, 0)).toBe(3750);
  expect(refreshDelay(60, 1, 1)).toBe(6250);
});

test('retries wait longer and longer, but never longer than two minutes and a half', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), random, (failures, chance) => {
      const delay = refreshDelay(60, failures, chance);
      expect(delay).toBeLessThanOrEqual(refreshDelay(60, failures + 1, chance));
      expect(delay).toBeLessThanOrEqual(150_000);
    }),
  );
});
