import { expect, test } from 'vitest';
import { encode } from '../../../collector/publish/encode.ts';

/** So many bytes that no compression takes for all the same. */
const textOf = (bytes: number) =>
  Array.from({ length: bytes }, (_, at) => String.fromCharCode(97 + ((at * at) % 251) / 10)).join(
    '',
  );

test('a file of up to 48 kB is worth as much time as one that lasts, and a larger one is not', async () => {
  const [small, large] = [textOf(48 * 1024), textOf(48 * 1024 + 1)];

  expect((await encode(small)).encoded).toEqual((await encode(small, 'lasting')).encoded);
  const [usual, lasting] = [await encode(large), await encode(large, 'lasting')];
  expect(usual.encoded.br?.length).toBeGreaterThan(lasting.encoded.br?.length ?? 0);
});
