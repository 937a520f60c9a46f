import { expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { withoutWrongNames } from '../../../collector/quality/check-names.ts';
import type { Batch } from '../../../collector/sources/reading.ts';
import { november2024 } from '../../upstream/recording.ts';

const catalogue = new Catalogue();

function batchOf(rows: readonly (readonly [station: string, name: string | null])[]): Batch {
  const readings = rows.map(([station, name]) => ({
    station,
    name,
    observedAt: 0,
    elements: { temperature: { value: 1 } },
  }));
  return { readings, dropped: {}, unknownWords: {}, unknownKeys: {} };
}

const recorded = november2024.observations.map(({ station, name }) => [station, name] as const);
const check = (rows: Parameters<typeof batchOf>[0]) =>
  withoutWrongNames('kma-map', batchOf(rows), catalogue);

test('a list whose numbers and names belong together stays as it is', () => {
  const batch = batchOf(recorded);

  expect(withoutWrongNames('kma-map', batch, catalogue)).toBe(batch);
});

test.each([
  ['177', '홍성(예)'],
  ['108', '서울(유)'],
  ['108', '서 울'],
  ['93', '북춘천'],
  ['116', '관악(레)'],
  ['108', '서울관측소'],
  ['108', null],
  ['4321', '새관측'],
])('%s may be called %s', (station, name) => {
  expect(check([[station, name]]).readings).toHaveLength(1);
});

test('a row with the name of another station is left out and counted', () => {
  const [first, second, ...rest] = recorded;
  const { readings, dropped } = check([
    ['90', second?.[1] ?? ''],
    ...(second ? [second] : []),
    ...rest,
  ]);

  expect(first?.[0]).toBe('90');
  expect(readings).toHaveLength(recorded.length - 1);
  expect(dropped).toEqual({ 'name-of-another-station': 1 });
});

test('a list whose numbers moved by one row is refused', () => {
  const rotated = recorded.map(
    ([, name], row) => [recorded[(row + 1) % recorded.length]?.[0] ?? '', name] as const,
  );

  expect(() => check(rotated)).toThrow(expect.objectContaining({ code: 'wrong-names' }));
});

test('a list of known names under numbers that nobody knows is refused', () => {
  const strange = recorded.map(([, name], row) => [String(60_000 + row), name] as const);

  expect(() => check(strange)).toThrow(expect.objectContaining({ code: 'wrong-names' }));
});

test('a station that moved, with its old name and a new number, is taken', () => {
  const moved = recorded.map(
    ([station, name]) => [station === '90' ? '89' : station, name] as const,
  );

  expect(check(moved).readings.map(({ station }) => station)).toContain('89');
});
