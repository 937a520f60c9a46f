import { expect, test } from 'vitest';
import { seasonAt } from '../../../../collector/quality/batch/season.ts';
import { median } from '../../../../collector/quality/statistics.ts';
import { november2024 } from '../../../upstream/recording.ts';

// The two hours of the whole country that were captured from KMA.
test.each([
  [november2024.observedAt, median(november2024.observations.map((one) => one.temperature))],
  // weather.go.kr, the table of cities, 97 stations.
  ['2026-09-25T19:00:00+09:00', 19.9],
])('a captured hour of KMA is a likely one: %s, median %d ℃', (observedAt, middle) => {
  const { usual, likely } = seasonAt(Date.parse(observedAt));

  expect(middle).toBeGreaterThan(likely.lowest);
  expect(middle).toBeLessThan(likely.highest);
  expect(Math.abs(middle - usual)).toBeLessThan(3);
});
