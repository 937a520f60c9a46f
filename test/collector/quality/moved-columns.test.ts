import { expect, test } from 'vitest';
import { movedColumn } from '../../../collector/quality/moved-columns.ts';
import { previousOfReadings } from '../../../collector/quality/previous.ts';
import type { Reading } from '../../../collector/sources/reading.ts';

const now = Date.parse('2026-01-01T12:00:00+09:00');
const minute = 60_000;

/** A list in which these stations have a hygrometer, all with the same humidity. */
function listOf(sensors: readonly boolean[], observedAt: number): Reading[] {
  return sensors.map((isThere, index) => ({
    station: String(100 + index),
    name: null,
    observedAt,
    elements: isThere ? { humidity: { value: 60 } } : {},
  }));
}

/** What seems to have moved in a list `age` minutes after one with `before`. */
const movedFrom = (before: readonly boolean[], after: readonly boolean[], age = 60) =>
  movedColumn(listOf(after, now), previousOfReadings(listOf(before, now - age * minute)));

/** Two of three stations have one, at 60 stations unless said otherwise. */
const sensors = (many = 60) => Array.from({ length: many }, (_, index) => index % 3 !== 0);
/** A row further, round the end, and at the first few it is otherwise. */
const moved = (by: number, wrong = 0, many = 60) =>
  sensors(many).map((_, at, all) => (all.at((at + by) % many) === true) !== at < wrong);

test.each([
  ['a row down', -1],
  ['a row up', 1],
])('sensors that stand %s have moved', (_, by) => {
  expect(movedFrom(sensors(), moved(by))).toBe('humidity');
});

test.each([
  ['at 2 of 60 stations', 2, 'humidity'],
  ['at 3 of 60 stations', 3, undefined],
])(
  'sensors that would stand otherwise in a moved list %s have moved, or may be others',
  (_, wrong, column) => {
    expect(movedFrom(sensors(), moved(1, wrong))).toBe(column);
  },
);

test('sensors where they were have not moved, and of other ones nobody can say', () => {
  expect(movedFrom(sensors(), sensors())).toBeNull();
  expect(movedFrom(sensors(), moved(1), 76)).toBeUndefined();
  expect(movedFrom(sensors(), moved(1), 75)).toBe('humidity');
});

test('30 sensors tell, and fewer do not', () => {
  expect(movedFrom(sensors(45), moved(1, 0, 45))).toBe('humidity');
  expect(movedFrom(sensors(42), moved(1, 0, 42))).toBeUndefined();
});
