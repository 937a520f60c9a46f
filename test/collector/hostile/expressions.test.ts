import { checkSync } from 'recheck';
import { describe, expect, test } from 'vitest';
import { findExpressions } from './expressions.ts';

// What comes from outside meets a regular expression sooner or later, so all of them must take time
// that grows no faster than the text: checked by recheck, which proves it with an automaton or looks
// for a text that shows the opposite.

const { written, built } = findExpressions(['collector', 'schemas']);

/** Why an expression that is built while the program runs is linear all the same. */
const builtAndLinear: Readonly<Record<string, string>> = {
  "new RegExp(forms.join('|'), 'gi')":
    'alternatives of fixed texts with four blanks at most between two characters; secrets.test.ts tries growing ones',
};

/**
 * What recheck counts are characters read, never time: by its own standard a text that it takes more than
 * 250 ms to try is one that shows the opposite, and on a busy machine any text is.
 */
const byCount = {
  randomSeed: 1,
  timeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  attackTimeout: null,
  // 170 for each character of the longest text that is tried, and a thousandth of what one quadratic takes.
  attackLimit: 50_000_000,
} as const;

/** `d`, `g`, `v` and `y` change nothing in what a search costs; recheck knows `u` for `v`. */
function costOf(pattern: string, flags: string) {
  const known = flags.replace('v', 'u').replaceAll(/[dgy]/g, '');
  const found = checkSync(pattern, known, byCount);
  return found.status === 'vulnerable' ? `vulnerable: ${found.attack.pattern}` : found.status;
}

test('the expressions of the program are found', () => {
  expect(written.length).toBeGreaterThan(90);
  expect(written.map(({ pattern }) => pattern)).toContain('\\s+');
});

test.each(written)('/$pattern/$flags in $file is linear', ({ pattern, flags }) => {
  expect(costOf(pattern, flags)).toBe('safe');
});

test('an expression that is built while the program runs is on the list, with a reason', () => {
  expect(built.map(({ call }) => call).toSorted()).toEqual(Object.keys(builtAndLinear).toSorted());
});

describe('what recheck finds', () => {
  test.each([
    ['quadratic, as the DOCTYPE was', '^doctype\\s+html(?:\\s+(?:public)\\b[^%]*)?\\s*$', 'i'],
    ['quadratic from any start', '\\s+$', ''],
    ['exponential', '^(?:a|a)*$', ''],
    ['quadratic behind a look ahead, which no automaton proves', '(?!x)\\s+$', ''],
  ])('%s', (_what, pattern, flags) => {
    expect(costOf(pattern, flags)).toMatch(/^vulnerable/);
  });
});
