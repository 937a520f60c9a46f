import { expect, test } from 'vitest';
import { roughnessOf } from '../../../../collector/quality/batch/roughness.ts';

/** Stations 0.1° apart in a row to the east, each with a number. */
const row = (...values: readonly number[]) =>
  values.map((value, index) => ({ lat: 36, lon: 127 + index / 10, value }));

test('stations that are as their neighbours are have no roughness, and each other one has its own', () => {
  expect(roughnessOf(row(1, 1, 1, 1, 1, 1))).toBe(0);
  expect(roughnessOf(row(0, 4, 0, 4, 0, 4, 0, 4))).toBe(4);
});

test('one that stands out among many says nothing', () => {
  expect(roughnessOf(row(1, 1, 1, 9, 1, 1, 1))).toBe(0);
});

test('fewer than five neighbours say nothing, and none are none', () => {
  expect(roughnessOf(row(0, 9, 0, 9, 0))).toBe(0);
  expect(roughnessOf([])).toBe(0);
});
