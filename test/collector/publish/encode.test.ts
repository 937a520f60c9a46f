import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Care, encode } from '../../../collector/publish/encode.ts';

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

test('a large file is worth as little time as any other large one, however often it is made', async () => {
  const large = textOf(48 * 1024 + 1);
  const cares: readonly Care[] = ['usual', 'often', 'passing'];
  const [first, ...others] = await Promise.all(cares.map((care) => encode(large, care)));

  for (const other of others) expect(other.encoded).toEqual(first?.encoded);
});

test('a small file is worth the less the shorter it lasts', async () => {
  const cares: readonly Care[] = ['usual', 'often', 'passing'];
  const files = await Promise.all(cares.map((care) => encode(textOf(8 * 1024), care)));
  const sizes = files.map(({ encoded }) => encoded.br?.length ?? 0);

  expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
  expect(sizes.at(0)).toBeLessThan(sizes.at(-1) ?? 0);
});

test('every form of a file unpacks to it, however large and however much it is worth', async () => {
  const cares: readonly Care[] = ['quick', 'usual', 'often', 'passing', 'lasting', 'hasty'];
  for (const bytes of [0, 1, 1_000, 48 * 1024, 300_000]) {
    const text = textOf(bytes);
    for (const care of cares) {
      const { br, gzip, zstd } = (await encode(text, care)).encoded;
      const unpacked = [
        brotliDecompressSync(br ?? ''),
        gunzipSync(gzip ?? ''),
        zstdDecompressSync(zstd ?? ''),
      ];
      for (const form of unpacked) expect(form.toString() === text, `${bytes} ${care}`).toBe(true);
    }
  }
});
