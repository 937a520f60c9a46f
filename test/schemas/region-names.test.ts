import {
  formerProvinces,
  nearestRegion,
  provinces,
  regionCodes,
  regionNames,
  regionSeparator,
  regionsOf,
} from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const both = ['KR-29', 'KR-46'];

describe('a region is known', () => {
  test.each(regionCodes)('by the code %s, in either case, and by its name', (code) => {
    expect(regionsOf(code)).toEqual([code]);
    expect(regionsOf(code.toLowerCase())).toEqual([code]);
    expect(regionsOf(regionNames[code].ko)).toEqual([code]);
  });

  test.each(regionCodes)('by number and name of the province of %s', (code) => {
    expect(regionsOf(provinces[code].code)).toContain(code);
    expect(regionsOf(provinces[code].name.ko)).toContain(code);
  });

  test.each(formerProvinces)('by what it was before, $code $name.ko', ({ region, code, name }) => {
    expect(regionsOf(code)).toEqual([region]);
    expect(regionsOf(name.ko)).toEqual([region]);
  });

  test.each([
    ['충남', 'KR-44'],
    ['충청남도', 'KR-44'],
    ['경북', 'KR-47'],
    ['경상북도', 'KR-47'],
    ['경기', 'KR-41'],
    ['강원', 'KR-42'],
    ['강원도', 'KR-42'],
    ['전북자치도', 'KR-45'],
    ['전북특별자치도', 'KR-45'],
    ['전남', 'KR-46'],
    ['광주', 'KR-29'],
    ['제주도', 'KR-49'],
    ['제주', 'KR-49'],
    ['서울시', 'KR-11'],
    ['부산시', 'KR-26'],
    ['세종시', 'KR-50'],
    ['49', 'KR-49'],
    ['50', 'KR-49'],
    ['36', 'KR-50'],
    ['KR-50', 'KR-50'],
  ])('as %s', (word, region) => {
    expect(regionsOf(word)).toEqual([region]);
  });

  test.each(['12', '전남광주통합특별시', '전남광주'])('%s is two regions', (word) => {
    expect(regionsOf(word)).toEqual(both);
  });
});

test.each([
  '광주시',
  '제주시',
  '나주',
  'KR-12',
  'KR-99',
  '13',
  '4',
  '',
  '도',
  '특별시',
  '__proto__',
])('%j is no region', (word) => {
  expect(regionsOf(word)).toEqual([]);
});

test('whatever is asked, regions of the list come out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (word) => {
      for (const region of regionsOf(word)) expect(regionCodes).toContain(region);
    }),
  );
});

test.each([
  ['충낭', '충남 (KR-44)'],
  ['겅기', '경기 (KR-41)'],
  ['제쥬도', '제주 (KR-49)'],
  ['충쳥남도', '충남 (KR-44)'],
])('%s is most like %s', (word, nearest) => {
  expect(nearestRegion(word)).toBe(nearest);
});

test('words of a list stand apart in every way that is usual', () => {
  const words = '충남 44,KR-30;대전/세종·광주ㆍ전남 , 제주'.split(regionSeparator);

  expect(words).toEqual(['충남', '44', 'KR-30', '대전', '세종', '광주', '전남', '제주']);
});
