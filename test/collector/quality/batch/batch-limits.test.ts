import { expect, test } from 'vitest';
import {
  greatestChange,
  greatestRoughness,
  rareChange,
  rareTurn,
} from '../../../../collector/quality/batch/batch-limits.ts';

const hour = 3_600_000;
const rounded = (value: number) => Math.round(value * 100) / 100;

test.each([
  [0, 2.5, 2.5],
  [0.5, 3.75, 3.5],
  [1, 5, 4.5],
  [3, 12.5, 8],
  [5, 13.5, 9],
  [24, 16, 14],
])('in %d hours the country cools by %d K at most, and warms by %d K', (hours, down, up) => {
  expect(greatestChange(hours * hour)).toEqual({ down, up });
  expect(greatestChange(-hours * hour)).toEqual({ down, up });
});

test.each([
  [0, 0.6, 0.6],
  [1, 3.2, 2.5],
  [2, 4.9, 3.9],
  [24, 16, 11],
])(
  'in %d hours it seldom cools by more than %d K, or warms by more than %d K',
  (hours, down, up) => {
    const rare = rareChange(hours * hour);

    expect([rounded(rare.down), rounded(rare.up)]).toEqual([down, up]);
  },
);

test.each([
  [0, 0, 0.5],
  [0.5, 0, 0.8],
  [1, 0, 1.1],
  [3, 0, 1.1],
  [1, 2, 1.6],
  [1, 9, 2.1],
])(
  'in %d hours, where stations went %d K apart, it seldom turns by more than %d K',
  (hours, spread, most) => {
    expect(rounded(rareTurn(hours * hour, spread))).toBe(most);
  },
);

test.each([
  [0, 1.6],
  [1, 1.6],
  [2, 1.95],
  [3, 2.3],
  [6, 2.9],
  [24, 4.1],
])('in %d hours stations change by %d K apart from their neighbours at most', (hours, most) => {
  expect(rounded(greatestRoughness(hours * hour))).toBe(most);
});
