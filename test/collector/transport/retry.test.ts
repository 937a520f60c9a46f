import { describe, expect, test } from 'vitest';
import { SourceError } from '../../../collector/sources/source-error.ts';
import { sourceErrorCodes } from '../../../collector/sources/source-error-codes.ts';
import { delayBeforeRetry } from '../../../collector/transport/retry.ts';

function errorOf(code: SourceError['code']): SourceError {
  return new SourceError('kma-map', code, '');
}

const helped = ['reset', 'refused', 'http-server-error', 'upstream-fault', 'malformed'] as const;

test.each(helped)('%s is tried again at most twice', (code) => {
  const delays = [1, 2, 3].map((attempt) => delayBeforeRetry(errorOf(code), attempt, false, 0.5));

  expect(delays.map((delay) => delay !== null)).toEqual([true, true, false]);
});

test.each([
  'quota',
  'auth',
  'too-many-requests',
  'gone',
  'html',
  'shape',
  'timeout',
  'no-data',
] as const)('%s is not tried again in the same run', (code) => {
  expect(delayBeforeRetry(errorOf(code), 1, false, 0.5)).toBe(null);
});

test('a source that has been failing gets one attempt a run', () => {
  expect(delayBeforeRetry(errorOf('reset'), 1, true, 0.5)).toBe(null);
});

describe('waits', () => {
  test.each([0, 0.25, 0.5, 0.99])(
    'are spread and lie between a quarter of a second and two (%d)',
    (random) => {
      for (const attempt of [1, 2]) {
        const delay = delayBeforeRetry(errorOf('reset'), attempt, false, random);
        expect(delay).toBeGreaterThanOrEqual(250);
        expect(delay).toBeLessThanOrEqual(2_000);
      }
    },
  );
});

test('every error has a remedy that the loop knows', () => {
  for (const code of sourceErrorCodes) expect(errorOf(code).remedy).toMatch(/^[a-z-]+$/);
});
