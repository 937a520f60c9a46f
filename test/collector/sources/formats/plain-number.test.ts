import { expect, test } from 'vitest';
import { plainNumber } from '../../../../collector/sources/formats/plain-number.ts';

test.each(['0', '12.5', '-3.2', '+4', '007', '123456', '0.123456789'])('%s is a number', (text) => {
  expect(plainNumber(text)).toBe(text);
});

test.each([
  '',
  '-',
  '.',
  '5.',
  '.5',
  '1.2.3',
  '1-2',
  '--1',
  '1e5',
  '0x10',
  '1,013.2',
  '1234567',
  '0.12345678901234567',
  'NaN',
])('"%s" is none', (text) => {
  expect(plainNumber(text)).toBeNull();
});

test.each([
  [' 2.8 ', '2.8'],
  ['−2.8', '-2.8'],
  ['－２．８', '-2.8'],
  ['2,8', '2.8'],
])('"%s" is read as %s', (text, number) => {
  expect(plainNumber(text)).toBe(number);
});

test('a unit may follow where it is the one of the column, and no other', () => {
  expect(plainNumber('2.8 ℃', ['℃'])).toBe('2.8');
  expect(plainNumber('2.8 ℃', ['hpa'])).toBeNull();
  expect(plainNumber('1013.2hPa', ['hpa'])).toBe('1013.2');
});
