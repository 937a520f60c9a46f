import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatKst, instantOfKst } from '../../../collector/time/kst.ts';

const hour = { year: 2024, month: 11, day: 24, hour: 7 };

test('a Korean hour is nine hours ahead of UTC', () => {
  expect(instantOfKst(hour)).toBe(Date.parse('2024-11-23T22:00:00Z'));
});

test('hour 24 is hour 0 of the next day, also over the end of a year', () => {
  expect(instantOfKst({ year: 2025, month: 12, day: 31, hour: 24 })).toBe(
    instantOfKst({ year: 2026, month: 1, day: 1, hour: 0 }),
  );
});

test.each([
  { ...hour, month: 2, day: 30 },
  { ...hour, month: 13 },
  { ...hour, month: 0 },
  { ...hour, day: 0 },
  { ...hour, hour: 25 },
  { ...hour, hour: -1 },
  { ...hour, hour: 24, minute: 1 },
  { ...hour, minute: 60 },
  { ...hour, year: Number.NaN },
  { ...hour, year: 24 },
])('there is no time %j', (fields) => {
  expect(instantOfKst(fields)).toBe(null);
});

test('a time that is written and read again is the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (second) => {
      const instant = second * 1000;
      return Date.parse(formatKst(instant)) === instant && formatKst(instant).endsWith('+09:00');
    }),
  );
});
