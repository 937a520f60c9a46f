import { expect, test } from 'vitest';
import { mutantsOf, mutated, randomFrom } from './mutants.ts';

/** What a text becomes by each of its small changes. */
const changesOf = (text: string) =>
  mutantsOf('file.ts', text).map((mutant) => mutated(text, mutant));

test.each([
  ['a comparison', 'f(a < b);', ['f(a <= b);', ';']],
  ['a condition', 'if (a) b;', ['if (!(a)) b;']],
  ['a number', 'export const one = 1;', ['export const one = 2;']],
  ['what is not', 'export const no = !yes;', ['export const no = (yes);']],
  ['which of many', 'export const any = all.some(is);', ['export const any = all.every(is);']],
])('%s is changed by its smallest parts', (_, text, changes) => {
  expect(changesOf(text).toSorted()).toEqual(changes.toSorted());
});

test('of two ?? in a row each is changed where it stands, and what comes of it can be read', () => {
  expect(changesOf('export const any = one ?? two ?? three;')).toEqual([
    'export const any = ((one) && (two)) ?? three;',
    'export const any = ((one ?? two) && (three));',
  ]);
});

test('a method that every object has is left alone, as it is the other of none', () => {
  expect(changesOf('export const text = id.toString();')).toEqual([]);
});

test('types are left alone, and so is what only stands in a comment or a text', () => {
  expect(
    changesOf("type Two = 1 | 2; // a < b\nexport const text: Two | 'a < b' = 'a && b';"),
  ).toEqual([]);
});

test('a seed always gives the same numbers, from 0 up to 1', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, randomFrom(seed));

  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  for (const number of numbers(1)) expect(number >= 0 && number < 1).toBe(true);
});
