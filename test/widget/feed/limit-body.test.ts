import { expect, test } from 'vitest';
import { limitedText, parseLimited } from '../../../widget/feed/limit-body.ts';

const numbers = (many: number) => Array.from({ length: many }, (_, index) => index);

test.each([
  ['texts', (many: number) => JSON.stringify(numbers(many - 1).map(String)), 40_000],
  ['lists', (many: number) => JSON.stringify(numbers(many - 1).map(() => [])), 40_000],
  [
    'names of fields',
    (many: number) =>
      JSON.stringify(Object.fromEntries(numbers(many).map((one) => [`n${one}`, 1]))),
    500,
  ],
])('JSON with as many %s as there may be is read, and with one more is not', (_, json, most) => {
  expect(parseLimited(json(most))).toEqual(JSON.parse(json(most)));
  expect(() => parseLimited(json(most + 1))).toThrow(TypeError);
});

test('the text of an answer is read up to its last byte, and nothing of a longer one', async () => {
  const text = '날씨';

  expect(await limitedText(new Response(text), 6)).toBe(text);
  expect(await limitedText(new Response(text), 5)).toBe('');
});
