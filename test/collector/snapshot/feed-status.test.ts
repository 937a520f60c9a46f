import { stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import type { StationSnapshot } from '../../../collector/snapshot/element-snapshot.ts';
import { feedStatus } from '../../../collector/snapshot/feed-status.ts';
import { sources } from '../../../collector/sources/registry.ts';

const at = Date.parse('2026-01-01T12:00:00+09:00');
const { lateAfter } = sources['kma-aws'];

interface Row {
  /** Of its temperature, milliseconds; `null` for a station without one. */
  readonly age?: number | null;
  readonly isApart?: boolean;
  readonly standing?: StationSnapshot['standing'];
}

function stationOf({ age = 0, isApart = false, standing = 'expected' }: Row, index: number) {
  const station = stationCatalogue[index];
  if (station === undefined) throw new Error('too few stations');
  const value = {
    value: 1,
    source: 'kma-aws',
    observedAt: at - (age ?? 0),
    expiresAt: at + 1,
  } as const;
  const shown =
    age === null ? null : { ...value, quality: 'pass' as const, checks: [], failed: [] };
  const apart = isApart && shown !== null ? [shown] : [];
  const state = 'fresh' as const;
  const temperature = { state, shown, failed: null, reason: null, apart };
  return { station, standing, state, elements: { temperature } };
}

/** Rows, of which so many are fresh, and what else the word is for. */
function statusOf(
  rows: readonly Row[],
  {
    fresh = rows.length,
    health = [],
    outputs = [],
    clock = null,
  }: {
    readonly fresh?: number;
    readonly health?: Parameters<typeof feedStatus>[1];
    readonly outputs?: Parameters<typeof feedStatus>[2];
    readonly clock?: Parameters<typeof feedStatus>[3];
  } = {},
) {
  const summary = { stations: rows.length, fresh, carried: 0, expired: 0, never: 0 };
  return feedStatus({ at, stations: rows.map(stationOf), summary }, health, outputs, clock);
}

const many = (count: number, row: Row = {}): Row[] => Array<Row>(count).fill(row);

test('a feed without a station that is expected is stale', () => {
  expect(statusOf([])).toBe('stale');
  expect(statusOf(many(9, { standing: 'further' }))).toBe('stale');
});

test('half of the temperatures in time are enough, and what nobody expects counts for none', () => {
  const late = many(10, { age: lateAfter + 1 });

  expect(statusOf([...many(10, { age: lateAfter }), ...late])).toBe('ok');
  expect(statusOf([...many(9), ...late])).toBe('stale');
  expect(statusOf([...many(9), ...many(9, { standing: 'unknown' }), ...late])).toBe('stale');
  expect(statusOf([...many(9), ...many(10, { age: null })])).toBe('stale');
});

test('19 of 20 must be fresh', () => {
  expect(statusOf(many(20), { fresh: 19 })).toBe('ok');
  expect(statusOf(many(20), { fresh: 18 })).toBe('degraded');
});

test('more than one of 20 must not be contradicted by another source', () => {
  const apart = many(1, { isApart: true });

  expect(statusOf([...apart, ...many(20)])).toBe('ok');
  expect(statusOf([...apart, ...apart, ...many(20)])).toBe('degraded');
  expect(statusOf([...many(20), ...many(5, { isApart: true, standing: 'further' })])).toBe('ok');
});

test.each([
  ['a source that fails', { health: [{ state: 'ok' }, { state: 'failing' }] }],
  ['a source that may not be asked', { health: [{ state: 'blocked' }, { state: 'ok' }] }],
  ['a place that fails', { outputs: [{ state: 'ok' }, { state: 'failing' }] }],
  ['a clock that is off', { clock: { state: 'off' } }],
] as const)('one thing is enough to degrade a feed: %s', (_, fault) => {
  expect(statusOf(many(20), fault)).toBe('degraded');
});

test('a feed of which all is well is ok', () => {
  const health = [{ state: 'ok' }] as const;

  expect(statusOf(many(20), { health, outputs: [{ state: 'ok' }], clock: { state: 'ok' } })).toBe(
    'ok',
  );
});
