import { stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { districtChanges } from '../../../collector/catalogue/district-changes.ts';
import {
  regionOfAddress,
  regionOfLawId,
  regionsOfName,
  regionsOfZoneName,
} from '../../../collector/catalogue/regions.ts';

describe('the number of a district', () => {
  test.each(districtChanges)('$former and $code are $name', ({ former, code, region }) => {
    for (const digits of [former, code, `${former}10100`, `${code}10100`]) {
      expect(regionOfLawId(digits)).toBe(region);
    }
  });

  test.each([
    ['4282033035', 'KR-42'],
    ['5182033035', 'KR-42'],
    ['5211110100', 'KR-45'],
    ['45111', 'KR-45'],
    ['50110', 'KR-49'],
    ['36110', 'KR-50'],
    ['41610', 'KR-41'],
    ['41', 'KR-41'],
    ['47190', 'KR-47'],
  ])('%s is of %s', (lawId, region) => {
    expect(regionOfLawId(lawId)).toBe(region);
  });

  test.each(['12', '1299910100', '1300000000', '99', '4', 'KR-41', '41610x', '', null])(
    '%j is of no region that anybody knows',
    (lawId) => {
      expect(regionOfLawId(lawId)).toBe(null);
    },
  );
});

test.each([
  ['전남광주통합특별시 북구 운암동', 'KR-29'],
  ['전남광주통합특별시 동구', 'KR-29'],
  ['전남광주통합특별시 광산구 용곡동', 'KR-29'],
  ['전남광주통합특별시 목포시 연산동', 'KR-46'],
  ['전남광주통합특별시 완도군군외면 불목리', 'KR-46'],
  ['광주 동구', 'KR-29'],
  ['광주광역시 북구 운암동', 'KR-29'],
  ['전라남도 목포시', 'KR-46'],
  ['전남 순천시', 'KR-46'],
  ['경기도 광주시 송정동', 'KR-41'],
  ['인천광역시 제물포구 전동', 'KR-28'],
  ['인천광역시 검단구 마전동', 'KR-28'],
  ['경상북도 군위군군위읍 내량리1-41', 'KR-27'],
  ['대구광역시 군위군 의흥면', 'KR-27'],
  ['전라북도 부안군위도면 진리501-5', 'KR-45'],
  ['전북특별자치도 부안군 위도면', 'KR-45'],
  ['강원도 속초시', 'KR-42'],
  ['강원특별자치도 속초시 조양동', 'KR-42'],
  ['제주특별자치도 제주시 건입동', 'KR-49'],
  ['세종특별자치시 연서면', 'KR-50'],
])('the address %s is in %s', (address, region) => {
  expect(regionOfAddress(address)).toBe(region);
});

test.each([
  '전남광주통합특별시',
  '전남광주통합특별시 새로군',
  '광주시 송정동',
  '부울경특별연합 중구',
  '',
])('of %j nobody knows the region', (address) => {
  expect(regionOfAddress(address)).toBe(null);
});

test.each([
  ['전남광주통합특별시', ['KR-29', 'KR-46']],
  ['광주·전라남도', ['KR-29', 'KR-46']],
  ['대구·경상북도', ['KR-27', 'KR-47']],
  ['광주', ['KR-29']],
  ['강원도', ['KR-42']],
  ['전북자치도', ['KR-45']],
  ['제주도', ['KR-49']],
  ['제주시', []],
  ['광주시', []],
  ['서울동남권', []],
  ['울릉도.독도', []],
  ['인천·경기남부앞바다', []],
])('the name %s is %j and nothing that only begins so', (name, regions) => {
  expect(regionsOfName(name)).toEqual(regions);
});

test.each([
  ['서울동남권', ['KR-11']],
  ['대구중부', ['KR-27']],
  ['광주서부', ['KR-29']],
  ['제주시동부', ['KR-49']],
  ['강원북부산지', ['KR-42']],
  ['전남광주통합특별시', ['KR-29', 'KR-46']],
  ['대구경북특별시', ['KR-27', 'KR-47']],
  ['충남대전통합특별시', ['KR-30', 'KR-44']],
  ['경기광주', ['KR-41']],
  ['광주시', []],
  ['부산앞바다', []],
  ['인천·경기남부앞바다', []],
  ['제주도남쪽바깥먼바다', []],
])('a zone %s is in %j', (name, regions) => {
  expect(regionsOfZoneName(name)).toEqual(regions);
});

test('군위 is in 대구', () => {
  const gunwi = stationCatalogue.filter(({ id }) => ['807', '823', '847'].includes(id));

  expect(gunwi.map(({ region }) => region)).toEqual(['KR-27', 'KR-27', 'KR-27']);
});
