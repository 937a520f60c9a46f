import { expect, test } from 'vitest';
import { withoutExchangedRows } from '../../../collector/quality/check-row-order.ts';
import { previousOfReadings } from '../../../collector/quality/previous.ts';
import type { Reading } from '../../../collector/sources/reading.ts';

const now = Date.parse('2026-01-01T12:00:00+09:00');
const hour = 3_600_000;

type Elements = Reading['elements'];
type Row = readonly [station: string, elements: Elements];

const temperatures = (of: Readonly<Record<string, number>>): Row[] =>
  Object.entries(of).map(([station, value]) => [station, { temperature: { value } }]);

const readings = (rows: readonly Row[], observedAt: number): Reading[] =>
  rows.map(([station, elements]) => ({ station, name: null, observedAt, elements }));

/** The stations that are left of a list after what they had before. */
function leftOf(after: readonly Row[], before: readonly Row[] = [], age = hour) {
  const of = { dropped: {}, unknownWords: {}, unknownKeys: {} };
  const batch = { readings: readings(after, now), ...of };
  const previous = previousOfReadings(readings(before, now - age));
  return withoutExchangedRows(batch, previous).readings.map(({ station }) => station);
}

/** All four moved far; 108 and 119 have each other's values. */
const before = temperatures({ 101: -12, 108: 2, 112: 24, 119: 8, 159: 15 });
const exchanged = temperatures({ 101: -8, 108: 8, 112: 28, 119: 2, 159: 15 });

test('two rows that have each other’s values are left out, and what stands between them stays', () => {
  expect(leftOf(exchanged, before)).toEqual(['101', '112', '159']);
});

test('rows that moved as far, each by itself, stay', () => {
  const moved = temperatures({ 101: -8, 108: 8, 112: 28, 119: 14, 159: 15 });

  expect(leftOf(moved, before)).toEqual(before.map(([station]) => station));
});

test.each([
  ['6 h', 6 * hour, ['101', '112', '159']],
  ['more', 6 * hour + 1, ['101', '108', '112', '119', '159']],
])('values of %s before say whose values a row has, or do not', (_, age, left) => {
  expect(leftOf(exchanged, before, age)).toEqual(left);
});

test.each([
  ['3 measures each', 8, []],
  ['less', 7.9, ['101', '102']],
])('an exchange that moved both by %s is one, or may be the weather', (_, other, left) => {
  const old = temperatures({ 101: 5, 102: other });

  expect(leftOf(temperatures({ 101: other, 102: 5 }), old)).toEqual(left);
});

test.each([
  ['a quarter', 10, []],
  ['more', 10.1, ['101', '102']],
])(
  'values that are as near to each other’s as %s of their way are exchanged, or not',
  (_, value, left) => {
    const old = temperatures({ 101: 0, 102: 6 });

    expect(leftOf(temperatures({ 101: value, 102: 0 }), old)).toEqual(left);
  },
);

test.each([
  [40, 38],
  [41, 41],
])('of %s rows that moved, %s stay, though two are exchanged', (many, left) => {
  const stations = Array.from({ length: many }, (_, index) => 100 + index);
  const old = Object.fromEntries(stations.map((station, at) => [station, 20 * at]));
  const moved = Object.fromEntries(stations.map((station, at) => [station, 20 * at + 4]));

  const after = temperatures({ ...moved, 100: 20, 101: 0 });
  expect(leftOf(after, temperatures(old))).toHaveLength(left);
});

test('more than a tenth of the rows is no matter of single ones', () => {
  const old = temperatures({ 101: 0, 102: 20, 103: 0, 104: 20 });
  const after = temperatures({ 101: 20, 102: 0, 103: 20, 104: 0 });
  const others = (many: number): Row[] =>
    Array.from({ length: many }, (_, index) => [String(200 + index), {}]);

  expect(leftOf([...after, ...others(36)], old)).toHaveLength(36);
  expect(leftOf([...after, ...others(35)], old)).toHaveLength(39);
});

/** Five numbers that no two stations have in common by chance. */
const five: Elements = {
  temperature: { value: 3.1 },
  humidity: { value: 61 },
  pressure: { value: 1013.2 },
  windSpeed: { value: 2.7 },
  windDirection: { value: 340 },
};

test('rows beside each other with the same five numbers are left out', () => {
  const left = leftOf([
    ['101', five],
    ['102', five],
    ['103', {}],
  ]);

  expect(left).toEqual(['103']);
});

test.each<readonly [string, readonly Row[]]>([
  [
    'not beside each other',
    [
      ['101', five],
      ['103', {}],
      ['102', five],
    ],
  ],
  [
    'of one station',
    [
      ['101', five],
      ['101', five],
    ],
  ],
  [
    'not the same in one',
    [
      ['101', five],
      ['102', { ...five, humidity: { value: 62 } }],
    ],
  ],
  [
    'only four numbers that are not zero',
    ['101', '102'].map((id) => [id, { ...five, windSpeed: { value: 0 } }]),
  ],
])('rows stay that are %s', (_, rows) => {
  expect(leftOf(rows)).toHaveLength(rows.length);
});
