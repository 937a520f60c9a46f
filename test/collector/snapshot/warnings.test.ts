import type { Station } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { countPlacements, snapshotWarnings } from '../../../collector/snapshot/warnings.ts';
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

test('a warning says what its zone covers, where one is known', () => {
  const unknown = inForce(heat({ id: null, name: '어딘가' })).warnings[0];
  const part = inForce(heat({ id: 'L1100100', name: '서울동남권' })).warnings[0];

  expect(unknown?.covers).toBeNull();
  expect(part?.covers).toBe('강동구.송파구.강남구.서초구');
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

test('a zone by name has all but what its name leaves out', () => {
  const [without] = inForce(
    heat({
      id: null,
      name: '서울(서울서북권 제외)',
      partOf: { whole: '서울', except: ['서울서북권'] },
    }),
  ).warnings;
  const northWest = catalogue.stationsIn('L1100400').map(({ id }) => id);

  expect(without?.placement).toBe('name');
  expect(without?.stations).toEqual(
    catalogue
      .stationsIn('L1100000')
      .map(({ id }) => id)
      .filter((id) => !northWest.includes(id)),
  );
  expect(northWest.length).toBeGreaterThan(0);
});

test('a name with what it leaves out that a zone has is that zone', () => {
  const named = { whole: '군산옥도면', except: ['어청도'] };
  const zone = { id: null, name: '군산옥도면(어청도 제외)', partOf: named };
  const [warning] = inForce(heat(zone, { id: null, name: '전북자치도' })).warnings;

  expect(warning).toMatchObject({ placement: 'name', regions: ['KR-45'] });
  expect(warning?.stations).not.toContain('700');
});

test('a district under the province that it was in before is where it is today', () => {
  const gunwi = heat({ id: null, name: '군위' }, { id: null, name: '경상북도' });
  const [warning] = inForce(gunwi).warnings;

  expect(warning).toMatchObject({ placement: 'name', regions: ['KR-27'] });
  expect(warning?.stations).toEqual(catalogue.stationsIn('L1070200').map(({ id }) => id));
});

test.each(['경상남도창원특별구', '충청북도 어느구역', '전라남도새구역'])(
  '%s is in its province',
  (name) => {
    const [warning] = inForce(heat({ id: 'L1999900', name })).warnings;

    expect(warning).toMatchObject({ placement: 'region' });
    expect(warning?.regions).toHaveLength(1);
  },
);

test('what is left out and nobody knows is shown, and the zone is counted', () => {
  const cut = (except: string) =>
    heat({
      id: null,
      name: `강원도(${except} 제외)`,
      partOf: { whole: '강원도', except: [except] },
    });
  const gangwon = catalogue.stations.filter(({ region }) => region === 'KR-42');
  const unknown = inForce(cut('없는산지'));

  expect(unknown.warnings[0]?.stations).toEqual(gangwon.map(({ id }) => id));
  expect(unknown.warnings[0]?.isUnknown).toBe(true);
  expect(inForce(cut('태백')).warnings[0]?.isUnknown).toBe(false);
});

test('a sea without a code is known by what it is called', () => {
  const zone = {
    id: null,
    name: '제주도앞바다(제주도동부앞바다 제외)',
    partOf: { whole: '제주도앞바다', except: ['제주도동부앞바다'] },
  };

  expect(inForce(heat(zone)).warnings[0]).toMatchObject({ placement: 'sea', regions: [] });
});

test('a replay of a day before the zones were redrawn finds the stations of today', () => {
  const before = Date.parse('2022-09-06T10:00:00+09:00');
  const list = {
    asOf: before,
    warnings: [
      heat({ id: 'L1070100', name: '대구광역시' }, { id: 'L1140000', name: '대구광역시' }),
    ],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  };
  const [warning] = snapshotWarnings({ list, isConfirmed: true }, catalogue, before).warnings;

  expect(warning?.stations).toContain('143');
  expect(warning?.regions).toEqual(['KR-27']);
});

test('a zone that KMA begins tomorrow, and was learnt, is where its stations are', () => {
  const known = catalogue.zones.find('L1140100');
  const station = catalogue.find('143');
  if (known === undefined || station === undefined) throw new Error('the catalogue lacks 대구');
  const zone = { ...known, id: 'L1140300', name: { full: '대구동부', short: '대구동부' } };
  const learnt = new Catalogue({
    zones: [zone],
    stations: [{ ...station, warningZone: { id: 'L1140300', name: '대구동부' } }],
  });
  const warning = heat({ id: 'L1140300', name: '대구동부' }, { id: 'L1140000', name: '대구' });
  const list = { asOf, warnings: [warning], dropped: {}, unknownWords: {}, unknownKeys: {} };

  expect(snapshotWarnings({ list, isConfirmed: true }, learnt, asOf).warnings[0]).toMatchObject({
    placement: 'zone',
    stations: ['143'],
    isUnknown: false,
  });
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

test('zones that nobody knows are counted by their numbers, and by their names where they have none', () => {
  const warnings = [
    { id: null, name: '어딘가' },
    { id: 'L9999999', name: '새 구역' },
    { id: 'L9999999', name: '새 구역' },
    { id: 'L1010500', name: '시흥시' },
  ].flatMap((zone) => inForce(heat(zone)).warnings);

  expect(countPlacements(warnings)).toMatchObject({
    total: 4,
    unknownZones: { 어딘가: 1, L9999999: 2 },
  });
});
