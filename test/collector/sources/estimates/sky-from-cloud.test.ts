import { expect, test } from 'vitest';
import { skyFromCloud } from '../../../../collector/sources/estimates/sky-from-cloud.ts';

// Pages that print amount and word: 2017-05-17 14:00 and 2026-09-25 19:00; the borders between.
test.each([
  [0, 'clear'],
  [1, 'clear'],
  [2, 'clear'],
  [3, 'partly-cloudy'],
  [5, 'partly-cloudy'],
  [6, 'mostly-cloudy'],
  [7, 'mostly-cloudy'],
  [8, 'mostly-cloudy'],
  [9, 'overcast'],
  [10, 'overcast'],
])('%i tenths of cloud are %s', (tenths, condition) => {
  expect(skyFromCloud(tenths)).toBe(condition);
});
