import { expect, test } from 'vitest';
import {
  hubCells,
  hubHeader,
  hubNumber,
  readHubText,
} from '../../../../collector/sources/apihub/text.ts';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

test('comments and rows are told apart, whatever ends the lines', () => {
  expect(readHubText('apihub-aws', bytes('#START7777\r\n# A B\r\n 1 2 \r\n\r\n#7777END'))).toEqual({
    comments: ['START7777', 'A B'],
    rows: ['1 2'],
  });
});

test('rows may begin at once, without a comment', () => {
  expect(readHubText('apihub-aws', bytes('1 2\n#7777END\n')).rows).toEqual(['1 2']);
});

test.each([
  ['  a b   c ', ['a', 'b', 'c']],
  ['a,b, c,=', ['a', 'b', 'c']],
  ['a, , c,=', ['a', '', 'c']],
  ['a,b=', ['a', 'b']],
  ['a b =', ['a', 'b']],
  ['', ['']],
])('the cells of "%s"', (row, cells) => {
  expect(hubCells(row)).toEqual(cells);
});

test.each([
  ['1.50', 1.5],
  ['-9', -9],
  ['+3', 3],
  ['-0.0', 0],
  ['01', 1],
  ['1,5', 1.5],
  ['１', 1],
])('%s is a number', (text, value) => {
  expect(hubNumber(text)).toBe(value);
});

test.each([
  '',
  '-',
  '.',
  '1.',
  '.5',
  '1e5',
  '0x10',
  'NaN',
  'Infinity',
  '1,500',
  '99999999',
  '2.8F',
])('"%s" is no number', (text) => {
  expect(hubNumber(text)).toBe(null);
});

test('lines of help are no header', () => {
  expect(hubHeader(['  STN : 지점번호 a b c d e f g h i', 'tm stn help'])).toBe(null);
});
