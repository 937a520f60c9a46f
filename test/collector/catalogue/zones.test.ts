import { type RegionCode, stationCatalogue, type WarningZone } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { codesContinuedBy } from '../../../collector/catalogue/zones.ts';

const { zones } = new Catalogue();
const now = Date.parse('2026-11-27T07:00:00+09:00');
const ids = (found: readonly WarningZone[]) => found.map(({ id }) => id);

test('parents climb to the province', () => {
  expect(ids(zones.parentsOf('L1140210'))).toEqual(['L1140200', 'L1140000']);
  expect(ids(zones.parentsOf('L1010200'))).toEqual(['L1010000']);
  expect(ids(zones.parentsOf('L9999999'))).toEqual([]);
});

test('the leaves of a parent are all the zones below it that are none', () => {
  expect(ids(zones.leavesUnder('L1140200'))).toEqual(['L1140210', 'L1140220']);
  expect(ids(zones.leavesUnder('L1140100'))).toEqual(['L1140100']);
});

test('a zone that is its own parent ends nothing in a circle', () => {
  expect(zones.parentsOf('S2000000')).toEqual([]);
  expect(zones.leavesUnder('S2000000').length).toBeGreaterThan(10);
});

test('a list that is one chain of zones enters no station with thousands of them', () => {
  const last = zones.find('L1140100');
  if (last === undefined) throw new Error('L1140100 is not in the catalogue');
  const idOf = (number: number) => `L${9_000_000 + number}`;
  const chain = Array.from({ length: 1_000 }, (_, number) => ({
    ...last,
    id: idOf(number),
    parent: number === 0 ? null : idOf(number - 1),
  }));
  const learnt = new Catalogue({ zones: chain });

  expect(learnt.zones.above(idOf(999))).toHaveLength(8);
  expect(learnt.zones.isWithin(idOf(999), idOf(0))).toBe(false);
});

test.each([
  ['달성군북부', 'L1140210'],
  ['달성북부', 'L1140210'],
  ['속초시평지', 'L1022110'],
  ['속초 평지', 'L1022110'],
  ['강릉산간', 'L1022520'],
  ['강릉시산간', 'L1022520'],
  ['울릉도독도', 'L1600000'],
  ['거문도초도', 'L1052600'],
  ['제주도산간', 'L1090500'],
  ['제주시중산간', 'L1091340'],
  ['대구', 'L1140000'],
  ['인천광역시', 'L1110000'],
  ['세종시', 'L1170000'],
  ['강원특별자치도', 'L1020000'],
  ['전북특별자치도', 'L1060000'],
  ['포항시', 'L1072400'],
])('%s is one zone of today', (name, id) => {
  expect(ids(zones.byName(name, now))).toContain(id);
});

test('a bare 광주 is the city, not the town of Gyeonggi', () => {
  expect(zones.byName('광주', now).map(({ id }) => zones.regionOf(id))).toEqual(['KR-29']);
});

test('a name that two provinces have is both', () => {
  const regions = zones.byName('고성', now).map(({ id }) => zones.regionOf(id));

  expect(regions.toSorted()).toEqual(['KR-42', 'KR-48']);
});

test.each<[string, RegionCode | null]>([
  ['L1140210', 'KR-27'],
  ['L1070200', 'KR-27'],
  ['L1014200', 'KR-28'],
  ['L1072100', 'KR-47'],
  ['L1052500', 'KR-46'],
  ['L1130110', 'KR-29'],
  ['L1000000', null],
  ['S1251100', null],
  ['L9999999', null],
])('the region of %s is %s', (id, region) => {
  expect(zones.regionOf(id)).toBe(region);
});

test.each([
  ['L1140100', '대구광역시', '중부'],
  ['L1110110', '인천광역시', '영종'],
  ['L1140210', '달성군', '북부'],
  ['L1031910', '보령시', '도서제외'],
  ['L1091310', '제주시(산지 제외)', '서부'],
])('%s is a part of %s: %s', (id, whole, part) => {
  expect(zones.partOf(id)?.whole.name.full).toBe(whole);
  expect(zones.partOf(id)?.part).toBe(part);
});

test.each(['L1010200', 'L1030100', 'L1070200', 'L1072100', 'L1140000'])('%s is whole', (id) => {
  expect(zones.partOf(id)).toBeNull();
});

test('what was learnt of a zone wins, and what only the catalogue knows stays', () => {
  const known = zones.find('L1140100');
  const { covers: _, ...rest } = known as WarningZone;
  const learnt = new Catalogue({
    zones: [
      { ...rest, validTo: '2027-05-31T13:29:00+09:00', dates: 'captured' },
      { ...rest, id: 'L1140300', name: { full: '대구동부', short: '대구동부' } },
    ],
  });

  expect(learnt.zones.find('L1140100')).toMatchObject({
    validTo: '2027-05-31T13:29:00+09:00',
    covers: '중구.동구.서구.남구.북구.수성구.달서구',
  });
  expect(ids(learnt.zones.leavesUnder('L1140000'))).toContain('L1140300');
});

test('a station learnt with a zone stands there, and one learnt in a zone that has ended does not', () => {
  const known = stationCatalogue.find(({ id }) => id === '143');
  if (known === undefined) throw new Error('143 is not in the catalogue');
  const moved = { ...known, warningZone: { id: 'L1140220', name: '달성군남부' } };
  const past = { ...known, warningZone: { id: 'L1070100', name: '대구광역시' } };
  const stationsIn = (station: typeof known, zone: string) =>
    new Catalogue({ stations: [station] }).stationsIn(zone).map(({ id }) => id);

  expect(stationsIn(moved, 'L1140220')).toContain('143');
  expect(stationsIn(moved, 'L1140100')).not.toContain('143');
  expect(stationsIn(past, 'L1140100')).toContain('143');
});

test.each([
  ['L1140950', ['L1140900', 'L1140000']],
  ['L1140900', ['L1140000']],
  ['L1140000', []],
])('a code nobody knows may continue another: %s', (code, holders) => {
  expect(codesContinuedBy(code)).toEqual(holders);
});
