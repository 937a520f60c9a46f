import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readHttpDate } from '../../../collector/time/http-date.ts';

// A form that names no zone is not of the machine's.
beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Seoul');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['Sun, 06 Nov 1994 08:49:37 GMT'],
  ['Sunday, 06-Nov-94 08:49:37 GMT'],
  ['Sun Nov  6 08:49:37 1994'],
])('%s is the same time in each form of RFC 9110', (text) => {
  expect(readHttpDate(text)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
});

test.each([
  '',
  '0',
  '1994',
  '1994-11-06T08:49:37Z',
  'Sun, 06 Nov 1994 08:49:37',
  'Sun, 06 Nov 1994 08:49:37 +0900',
  ' Sun, 06 Nov 1994 08:49:37 GMT',
  'Sun Nov  6 08:49:37 1994 GMT',
  'Sun, 99 Nov 1994 08:49:37 GMT',
])('%j is no time', (text) => {
  expect(readHttpDate(text)).toBeNaN();
});
