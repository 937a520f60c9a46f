import { expect, test } from 'vitest';
import { weatherOfHour } from './collectors.ts';

const day = Date.parse('2026-11-29T00:30:00+09:00');

test('at no time of the day are the tenths of two hours the same at many stations', () => {
  const shares = Array.from({ length: 24 }, (_, hour) => {
    const now = day + hour * 3_600_000;
    const before = weatherOfHour(1, now).stations;
    const same = weatherOfHour(0, now).stations.filter(
      ({ values }, at) => values.temperature === before[at]?.values.temperature,
    );
    return same.length / before.length;
  });

  expect(Math.max(...shares)).toBeLessThan(0.2);
});
