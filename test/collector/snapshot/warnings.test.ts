import type { Station } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { snapshotWarnings } from '../../../collector/snapshot/warnings.ts';
import type { Warning } from '../../../collector/sources/warning.ts';

const catalogue = new Catalogue();
const asOf = Date.parse('2026-07-28T15:37:00+09:00');
const minute = 60_000;

function heat(zone: Warning['zone'], parent: Warning['parent'] = null): Warning {
  return {
    kind: 'heat-wave',
    level: 'warning',
    zone,
    parent,
    command: 'issued',
    issuedAt: asOf,
    effectiveAt: asOf,
    endsAt: null,
  };
}

function inForce(warning: Warning, now = asOf, isConfirmed = true) {
  const list = { asOf, warnings: [warning], dropped: {}, unknownWords: {}, unknownKeys: {} };
  return snapshotWarnings({ list, isConfirmed }, catalogue, now);
}

test('a warning names the stations in its zone', () => {
  const [warning] = inForce(heat({ id: 'L1010500', name: '시흥시' })).warnings;

  expect(warning?.stations).toContain('565');
  expect(warning?.stations.every((id) => catalogue.find(id)?.region === 'KR-41')).toBe(true);
});

test('without a code the name of the zone decides, within the region above it', () => {
  const town = heat({ id: null, name: '광주' }, { id: null, name: '경기도' });
  const [warning] = inForce(town).warnings;

  expect(warning?.stations).toContain('546');
  expect(warning?.stations).not.toContain('156');
});

test('a zone that is a region has all stations of the region', () => {
  const [warning] = inForce(heat({ id: null, name: '제주도' })).warnings;
  const jeju = catalogue.stations.filter(({ region }) => region === 'KR-49');

  expect(warning?.stations).toEqual(jeju.map(({ id }) => id));
});

test('a zone at sea has no station', () => {
  expect(inForce(heat({ id: 'S1132110', name: '서해중부앞바다' })).warnings[0]?.stations).toEqual(
    [],
  );
});

test('the regions are those of the stations as the catalogue knows them now', () => {
  const [known] = catalogue.stations.filter(({ id }) => id === '565');
  const moved = new Catalogue({
    stations: [{ ...(known as Station), id: '4001', region: 'KR-28' }],
  });
  const warning = heat({ id: 'L1010500', name: '시흥시' });
  const list = { asOf, warnings: [warning], dropped: {}, unknownWords: {}, unknownKeys: {} };
  const [placed] = snapshotWarnings({ list, isConfirmed: true }, moved, asOf).warnings;

  expect(placed?.stations).toEqual(expect.arrayContaining(['565', '4001']));
  expect(placed?.regions).toEqual(['KR-28', 'KR-41']);
  expect(inForce(warning).warnings[0]?.regions).toEqual(['KR-41']);
});

test('a list that its source no longer confirms is carried', () => {
  expect(inForce(heat({ id: null, name: '제주도' }), asOf, false).state).toBe('carried');
});

test('a list that is too old is gone, and says so', () => {
  expect(inForce(heat({ id: null, name: '제주도' }), asOf + 90 * minute)).toMatchObject({
    state: 'expired',
    warnings: [],
  });
});

test('without a source nothing is claimed', () => {
  expect(snapshotWarnings(null, catalogue, asOf)).toEqual({
    state: 'never',
    asOf: null,
    expiresAt: null,
    warnings: [],
  });
});
