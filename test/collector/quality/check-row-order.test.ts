import { expect, test } from 'vitest';
import { withoutExchangedRows } from '../../../collector/quality/check-row-order.ts';
import { previousOfReadings } from '../../../collector/quality/previous.ts';
import type { Reading } from '../../../collector/sources/reading.ts';

const now = Date.parse('2026-01-01T12:00:00+09:00');

function rows(temperatures: Readonly<Record<string, number>>): Reading[] {
  return Object.entries(temperatures).map(([station, value]) => ({
    station,
    name: null,
    observedAt: now,
    elements: { temperature: { value } },
  }));
}

/** The stations that are left of a list after what they had before. */
function leftOf(after: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>) {
  const batch = { readings: rows(after), dropped: {}, unknownWords: {}, unknownKeys: {} };
  const { readings } = withoutExchangedRows(batch, previousOfReadings(rows(before)));
  return readings.map(({ station }) => station);
}

/** All four moved far; 108 and 119 have each other's values. */
const before = { 101: -12, 108: 2, 112: 24, 119: 8, 159: 15 };
const exchanged = { 101: -8, 108: 8, 112: 28, 119: 2, 159: 15 };

test('two rows that have each other’s values are left out, and what stands between them stays', () => {
  expect(leftOf(exchanged, before)).toEqual(['101', '112', '159']);
});

test('rows that moved as far, each by itself, stay', () => {
  const moved = { 101: -8, 108: 8, 112: 28, 119: 14, 159: 15 };

  expect(leftOf(moved, before)).toEqual(Object.keys(before));
});
