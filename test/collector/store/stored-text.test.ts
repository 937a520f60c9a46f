import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isOfElement, parseStored, storedInstant } from '../../../collector/store/stored-text.ts';

const kibi = 1024;

describe.each([
  ['few', 256 * kibi, 20_000],
  ['event', 8 * kibi * kibi, 300_000],
  ['many', 16 * kibi * kibi, 1_500_000],
] as const)('a text of %s', (size, length, marks) => {
  const read = (text: string) => parseStored(text, z.unknown(), size);

  test('may have as many characters, and no more', () => {
    expect(read('1'.padEnd(length))).toBe(1);
    expect(() => read('1'.padEnd(length + 1))).toThrow('more than nalssi ever stores');
  });

  test('may have as many marks, and no more', () => {
    const listOf = (entries: number) => `[${Array(entries).fill('{}').join(',')}]`;

    expect(read(listOf(marks - 1))).toHaveLength(marks - 1);
    expect(() => read(listOf(marks))).toThrow('more than nalssi ever stores');
  });
});

describe('what is wrong with a text', () => {
  const faultsOf = (text: string) => {
    try {
      parseStored(text, z.array(z.object({ at: storedInstant })), 'few');
      return null;
    } catch (error) {
      return (error as Error).message.split('; ');
    }
  };
  const rows = (many: number) => JSON.stringify(Array(many).fill({ at: 'noon' }));

  test('is told of each row up to five, and of the others their number', () => {
    expect(faultsOf(rows(0))).toBeNull();
    expect(faultsOf(rows(1))).toEqual([expect.stringMatching(/^0\.at: /)]);
    expect(faultsOf(rows(5))).toHaveLength(5);
    expect(faultsOf(rows(7))).toHaveLength(6);
    expect(faultsOf(rows(7))?.at(-1)).toBe('and 2 more');
  });

  test('is a syntax error where it is no JSON', () => {
    expect(() => parseStored('{', z.unknown(), 'few')).toThrow(SyntaxError);
  });
});

test('a condition is a word that is known, and all else is a number', () => {
  expect(isOfElement('condition', 'rain')).toBe(true);
  expect(isOfElement('condition', 'frogs')).toBe(false);
  expect(isOfElement('condition', 1)).toBe(false);
  expect(isOfElement('temperature', 1)).toBe(true);
  expect(isOfElement('temperature', 'rain')).toBe(false);
});
