import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Care, type EncodedFile, encode } from '../../../../collector/publish/encode.ts';
import { packFile, unpackFile } from '../../../../collector/publish/redis/packed-file.ts';

const mostBytes = 10_000;
const cares: readonly Care[] = ['usual', 'often', 'passing', 'hasty', 'plain'];

/** What a reader gets of a file. */
const told = ({ identity, encoded, hash }: EncodedFile) => ({
  identity,
  encoded: { ...encoded },
  hash,
});

/** Holds a check against files that say anything, packed in each way. */
const ofAnyFile = (check: (file: EncodedFile) => void) =>
  fc.assert(
    fc.asyncProperty(
      fc.string({ maxLength: 2_000 }),
      fc.constantFrom(...cares),
      async (text, care) => check(await encode(text, care)),
    ),
    { numRuns: 50 },
  );

test('whatever a file says and however it is packed: it comes back as it was', async () => {
  await ofAnyFile((file) => {
    expect(told(unpackFile(packFile(file), mostBytes).file)).toEqual(told(file));
  });
});

test('a file that is seldom read keeps no plain bytes, before and after', async () => {
  const file = { ...(await encode('{}'.repeat(200))), identity: null };
  const { file: read, held } = unpackFile(packFile(file), mostBytes);

  expect(read.identity).toBeNull();
  expect(held).toBe(packFile(file).length);
});

test('plain bytes stand in it only where it has no gzip form, and count in memory all the same', async () => {
  const plain = Buffer.from('{"station":"108"}'.repeat(100));
  const { hash } = await encode(plain);
  const long = packFile({ identity: plain, encoded: {}, hash });
  const short = packFile({ identity: plain, encoded: { gzip: gzipSync(plain) }, hash });

  expect(long.length).toBeGreaterThan(plain.length);
  expect(short.length).toBeLessThan(plain.length / 2);
  expect(unpackFile(short, mostBytes).held).toBe(short.length + plain.length);
  expect(unpackFile(long, mostBytes).held).toBe(long.length);
});

test('one that is settled says the same, and no longer keeps all that it came in', async () => {
  await ofAnyFile((file) => {
    const word = Buffer.concat([Buffer.alloc(1_000_000), packFile(file)]);
    const { file: unpacked } = unpackFile(word.subarray(1_000_000), mostBytes);
    unpacked.settle();
    // Whatever becomes of the bytes it came in.
    word.fill(0);

    expect(told(unpacked)).toEqual(told(file));
    for (const form of Object.values(unpacked.encoded)) {
      expect(form.buffer.byteLength).toBeLessThan(100_000);
    }
  });
});

test('one that is too long to be kept as it is says the same whenever it is read', async () => {
  const text = '{"station":"108"}'.repeat(2_000);
  const { file } = unpackFile(packFile(await encode(text)), 100_000);

  expect(file.identity?.toString()).toBe(text);
  expect(file.identity?.toString()).toBe(text);
});

test('one with more content than may be is refused, packed or not', async () => {
  const file = await encode('a'.repeat(500));
  const bare = { ...file, encoded: {} };

  for (const one of [packFile(file), packFile(bare)]) {
    expect(unpackFile(one, 500).file.identity).toHaveLength(500);
    expect(() => unpackFile(one, 499)).toThrow();
  }
});

test('bytes that are cut, have some behind them, or another hash are damaged', async () => {
  const packed = packFile(await encode('{}'.repeat(100)));
  const other = Buffer.from(packed);
  other.write('z', 0, 'latin1');

  for (const bytes of [
    Buffer.alloc(0),
    packed.subarray(0, 20),
    packed.subarray(0, -1),
    Buffer.concat([packed, Buffer.from([0])]),
    other,
  ]) {
    expect(() => unpackFile(bytes, mostBytes)).toThrow('a file is damaged');
  }
});
