import { describe, expect, test } from 'vitest';
import { chooseCoding, matchesEtag } from '../../../collector/serve/negotiate.ts';

describe('the content coding', () => {
  test.each([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['zstd, gzip', 'zstd'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0', null],
    ['*', 'br'],
    ['*;q=0', null],
    ['identity;q=1, br;q=0.5', null],
    ['GZIP', 'gzip'],
    ['br;q=nonsense', null],
  ])('for %j is %s', (header, coding) => {
    expect(chooseCoding(header)).toBe(coding);
  });
});

describe('If-None-Match', () => {
  test.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['*', true],
    ['"b"', false],
    ['a', false],
    [undefined, false],
  ])('%j against "a" is %s', (header, expected) => {
    expect(matchesEtag(header, '"a"')).toBe(expected);
  });
});
