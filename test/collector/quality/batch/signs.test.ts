import { expect, test } from 'vitest';
import { lostSigns } from '../../../../collector/quality/batch/signs.ts';

const observedAt = Date.parse('2026-01-10T06:00:00+09:00');

/** Five stations far from zero with the same, and others. */
const field = (far: number, others: Readonly<Record<string, number>>) => ({
  observedAt,
  values: new Map([
    ...['1', '2', '3', '4', '5'].map((station) => [station, far] as const),
    ...Object.entries(others),
  ]),
});

test('two stations that must be 1.6 K below zero, as all grew colder, and are as far above it, lost signs', () => {
  const before = field(8, { 101: 0.4, 102: 0.4 });
  const after = field(6, { 101: 1.6, 102: 1.6 });

  expect(lostSigns(null, before, after)).toContain('2 of 2 stations');
  expect(lostSigns(field(10, { 101: 2.4, 102: 2.4 }), before, after)).toContain('2 of 2 stations');
});

test('a hollow that must be 2.5 K below zero says so where its own hour before is known', () => {
  const past = field(10, { 101: 2.5 });
  const before = field(8, { 101: 0 });
  const after = field(6, { 101: 2.5 });

  expect(lostSigns(past, before, after)).toContain('1 of 1 stations');
});

test('one of which only its last hour is known may be a warmer hollow', () => {
  expect(lostSigns(null, field(8, { 101: -0.5 }), field(6, { 101: 2.5 }))).toBeNull();
});
