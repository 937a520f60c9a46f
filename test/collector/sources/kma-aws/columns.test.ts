import { expect, test } from 'vitest';
import { readHeadings } from '../../../../collector/sources/kma-aws/columns.ts';

/** What is read of columns with these headings, in their order; `null` for what is not known. */
function readAs(...headings: readonly string[]): (string | null)[] {
  const cells = headings.map((text) => ({
    ...{ text, script: '', link: null },
    ...{ isHeader: true, columns: 1, rows: 1 },
  }));
  const { at } = readHeadings([cells]);
  const names = new Map([...at].map(([name, index]) => [index, name]));
  return headings.map((_, index) => names.get(index) ?? null);
}

test.each<readonly [string, readonly string[], readonly (string | null)[]]>([
  [
    'degrees and name',
    ['풍향10', '풍향10', '풍속10(m/s)'],
    ['direction10', 'directionName10', 'speed10'],
  ],
  [
    'degrees, name and speed',
    Array<string>(3).fill('10분 풍향풍속'),
    ['direction10', 'directionName10', 'speed10'],
  ],
  [
    'one more than that',
    Array<string>(4).fill('바람1'),
    ['direction1', 'directionName1', 'speed1', null],
  ],
  ['degrees alone, beside the name', ['풍향1', '풍향1 방위'], ['direction1', 'directionName1']],
  ['the name in 16 parts', ['풍향10(16)', '풍향10(deg)'], ['directionName10', 'direction10']],
  ['a wind of five minutes', ['풍향5', '풍속5'], [null, null]],
])('a heading of the wind stands above %s', (_, headings, columns) => {
  expect(readAs(...headings)).toEqual(columns);
});

test.each([
  ['강수', 'rainFlag'],
  ['강수15', 'rain15'],
  ['강수 15분(mm)', 'rain15'],
  ['강수60', 'rain60'],
  ['강수 1시간', 'rain60'],
  ['강수3H', 'rain3h'],
  ['강수6H', 'rain6h'],
  ['강수12H', 'rain12h'],
  ['강수24H', null],
  ['강수30', null],
  ['강수3', null],
  ['강수1', null],
  ['일강수', 'rainDay'],
  ['전일강수', null],
])('%s is a rain of this time: %s', (heading, column) => {
  expect(readAs(heading)).toEqual([column]);
});

test.each([
  [
    ['번호', '지점'],
    ['number', 'name'],
  ],
  [
    ['지점', '지점명'],
    ['number', 'name'],
  ],
  [
    ['고도', '지점'],
    ['height', 'name'],
  ],
  [
    ['지점', '고도'],
    ['number', 'height'],
  ],
])('지점 is the number or the name by what stands beside it: %j', (headings, columns) => {
  expect(readAs(...headings)).toEqual(columns);
});
