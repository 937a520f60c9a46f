import { describe, expect, test } from 'vitest';
import { isShowable, show } from '../../../collector/telemetry/shown-value.ts';

// A value of a setting is quoted where it cannot be a key or a password, and else told by its length.

describe('is quoted', () => {
  test.each([
    ['a number of five digits', '65536'],
    ['a number below 0', '-1'],
    ['a schedule', '99 */5 1-3,5 * *'],
    ['an address of version 4 with its port', '10.0.0.256:99999'],
    ['an address of version 6 with its port', '[::1]:9464'],
    ['a path in a folder that is there', '/tmp/no/such/folder'],
    ['a path from here', './no-such-file'],
    ['a path from above', '../no-such-file'],
  ])('%s', (_, text) => {
    expect(show(text)).toBe(JSON.stringify(text));
  });
});

describe('is told by its length', () => {
  test.each([
    ['a number of six digits', '123456'],
    ['signs of a schedule and a number of three digits', '123 * * * *'],
    ['numbers with a hyphen and no blank', '12-34'],
    ['61 characters of a schedule', `${'1 '.repeat(30)}1`],
    ['an address with a number of six digits', '10.0.0.256:123456'],
    ['46 characters of an address', `${'1.'.repeat(23)}`],
    ['a key that begins with a slash', '/abcDEF123+/x='],
    ['a slash alone before it', '/abcdef'],
    ['a word', 'hunter2'],
  ])('%s', (_, text) => {
    expect(show(text)).toBe(`Its value (${text.length} characters)`);
  });
});

describe('beside a word that is known', () => {
  test.each([
    ['a letter less', 'locahost', true],
    ['a letter more', 'locallhost', true],
    ['two letters less', 'localho', true],
    ['two letters other', 'lacalhast', true],
    ['in capitals', 'LOCALHOST', true],
    ['three letters other', 'lacalhaft', false],
    ['three letters more', 'localhost123', false],
  ])('a long one with %s', (_, text, isNear) => {
    expect(isShowable(text, ['localhost'])).toBe(isNear);
  });

  test.each([
    ['the same', 'on', true],
    ['a letter more', 'onn', true],
    ['a letter other', 'os', true],
    ['two letters more', 'onne', false],
    ['two letters other', 'ab', false],
  ])('a short one with %s', (_, text, isNear) => {
    expect(isShowable(text, ['on'])).toBe(isNear);
  });

  test('of five letters two may differ, and of four one', () => {
    expect(isShowable('abxxe', ['abcde'])).toBe(true);
    expect(isShowable('abxx', ['abcd'])).toBe(false);
    expect(isShowable('abcx', ['abcd'])).toBe(true);
  });

  test('any of the known ones is enough', () => {
    expect(isShowable('offf', ['on', 'off'])).toBe(true);
    expect(isShowable('hunter2', ['on', 'off'])).toBe(false);
  });
});

test('what has more characters than any path is told by its length', () => {
  expect(show('../'.repeat(40_000))).toBe('Its value (120000 characters)');
});
