import { expect, test } from 'vitest';
import { lostSigns } from '../../../../collector/quality/batch/signs.ts';

const observedAt = Date.parse('2026-01-10T06:00:00+09:00');

/** Stations far from zero with the same, five unless said otherwise, and others. */
const field = (far: number, others: Readonly<Record<string, number>>, many = 5) => ({
  observedAt,
  values: new Map([
    ...Array.from({ length: many }, (_, index) => [String(index + 1), far] as const),
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

test('a hollow that fell faster than all others says so by its own way, slowed as theirs was', () => {
  const past = field(14, { 101: 9 });
  const before = field(8, { 101: 1 });
  const after = field(7, { 101: 2 });

  expect(lostSigns(past, before, after)).toContain('1 of 1 stations');
});

test('one of which only its last hour is known may be a warmer hollow', () => {
  expect(lostSigns(null, field(8, { 101: -0.5 }), field(6, { 101: 2.5 }))).toBeNull();
});

type Change = readonly [before: number, after: number];

/** What stations were before all grew 2 K colder, and what they are then. */
const afterCold = (stations: readonly Change[]) =>
  lostSigns(
    null,
    field(8, Object.fromEntries(stations.map(([before], at) => [101 + at, before]))),
    field(6, Object.fromEntries(stations.map(([, after], at) => [101 + at, after]))),
  );
const lost: Change = [0, 2];
const kept: Change = [0, 0.1];

test.each<readonly [string, readonly Change[], string | null]>([
  [
    'three that must be 1 K below zero, together 3 K',
    [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
    '3 of 3',
  ],
  ['one that must be 2.9 K below it', [[-0.9, 2.9]], null],
  ['more than half of the cold ones', [lost, lost, kept], '2 of 3'],
  ['half of the cold ones', [lost, lost, kept, kept], null],
  ['some beside others that are hardly cold', [lost, lost, [1.8, 0.9], [1.8, 0.9]], '2 of 2'],
  ['many beside one that is at zero now', [lost, lost, lost, lost, lost, [4, 0]], '5 of 5'],
  ['four where stations go apart', [lost, lost, lost, lost, [6, 8]], null],
  ['five where stations go apart', [lost, lost, lost, lost, lost, [6, 8]], '5 of 5'],
  ['some beside one that is below zero', [lost, lost, [4, -0.1]], null],
  ['one a third as far above zero as it must be below', [[-1, 1]], null],
])('signs are lost by the count of what must be below zero: %s', (_, stations, words) => {
  const said = afterCold(stations);

  if (words === null) expect(said).toBeNull();
  else expect(said).toContain(`${words} stations`);
});

test.each([
  ['two stations', 8, 2],
  ['many at 3 °C', 3, 5],
])('far from zero, %s say nothing of how the country goes', (_, far, many) => {
  const others = { 101: -0.5, 102: -0.5 };

  expect(
    lostSigns(null, field(far, others, many), field(far - 2, { 101: 2.5, 102: 2.5 }, many)),
  ).toBeNull();
});

test('three stations at 3.1 °C say how the country goes', () => {
  const said = lostSigns(null, field(3.1, { 101: -2 }, 3), field(1.1, { 101: 4 }, 3));

  expect(said).toContain('1 of 1 stations');
});
