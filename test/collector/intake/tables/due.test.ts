import { describe, expect, test } from 'vitest';
import { isDue } from '../../../../collector/intake/tables/due.ts';
import { nothingTried, type TableState } from '../../../../collector/intake/tables/table-state.ts';
import { zonesOf2026 } from '../../../upstream/zones.ts';

const at = (time: string) => Date.parse(`2027-05-${time}+09:00`);
const tried = (time: string, error: TableState['zones'] = null): TableState => ({
  ...nothingTried,
  lastTriedAt: `2027-05-${time}:00+09:00`,
  zones: error,
});
const failed = (code: 'reset' | 'shape') => ({
  code,
  detail: '',
  at: '2027-05-30T04:40:00+09:00',
});

test.each([
  ['nobody has tried', nothingTried, true],
  ['it was tried this morning', tried('31T04:40'), false],
  ['it was tried the day before yesterday', tried('29T04:40'), true],
  ['it was tried at a time to come, by a clock that was wrong', tried('31T23:00'), true],
  ['this morning the connection broke', tried('31T04:40', failed('reset')), true],
  ['this morning the list was too short', tried('31T04:40', failed('shape')), false],
])('whether tables are due where %s', (_what, state, expected) => {
  expect(isDue(state, [], at('31T12:00:00'), 0)).toBe(expected);
});

describe('where zones change over at 13:30', () => {
  const zones = zonesOf2026
    .slice(0, 1)
    .map((zone) => ({ ...zone, validFrom: '2027-05-31T13:30:00+09:00' }));

  test.each([
    ['13:29:59', 0, false],
    ['13:30:00', 0, true],
    ['13:34:59', 0.5, false],
    ['13:35:00', 0.5, true],
  ])('at %s with %d of the delay they are due: %s', (time, random, expected) => {
    expect(isDue(tried('31T04:40'), zones, at(`31T${time}`), random)).toBe(expected);
  });

  test('they are due once', () => {
    expect(isDue(tried('31T13:36'), zones, at('31T13:40:00'), 0.5)).toBe(false);
  });
});
