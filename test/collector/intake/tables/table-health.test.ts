import { expect, test } from 'vitest';
import { tableHealthAt } from '../../../../collector/intake/tables/table-health.ts';
import { nothingTried } from '../../../../collector/intake/tables/table-state.ts';

const learntAt = '2026-10-01T06:00:00+09:00';
const zones = { learntAt, source: 'apihub' as const, zones: [] };
const tables = { stations: null, zones, stationZones: null };
const day = 86_400_000;

/** Which tables are old so many days after KMA was asked for its zones. */
const oldAfter = (days: number) =>
  tableHealthAt(tables, nothingTried, Date.parse(learntAt) + days * day)
    .filter(({ isOld }) => isOld)
    .map(({ id }) => id);

test('a table that KMA can be asked for is old after thirty days, and one made by hand never', () => {
  expect(oldAfter(30)).not.toContain('zones');
  expect(oldAfter(30 + 1 / day)).toContain('zones');
  expect(oldAfter(3_000)).toEqual(['stations', 'zones', 'station-zones']);
});
