import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gunzip } from '../../../collector/publish/gunzip.ts';

const text = Buffer.from('rain '.repeat(1_000));

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a letter', Buffer.from('a')],
  ['words that say the same again and again', text],
  ['noise that cannot be packed', randomBytes(100_000)],
  ['a megabyte of nothing', Buffer.alloc(1_048_576)],
])('%s comes out as it went in', (_what, content) => {
  expect(gunzip(gzipSync(content)).equals(content)).toBe(true);
});

test('what is large lies in memory of its own, and of its size', () => {
  const content = gunzip(gzipSync(randomBytes(1_000_000)));

  expect(content.buffer.byteLength).toBeLessThan(1_001_000);
});

test('what is just as long as it may be is read', () => {
  expect(gunzip(gzipSync(text), text.length).length).toBe(text.length);
});

describe('a gzip is refused', () => {
  const whole = gzipSync(text);
  /** Says at its end that there is a megabyte. */
  const boast = Buffer.from([0, 0, 0, 0, 0, 0, 16, 0]);

  test.each([
    ['that has more than it may', whole, text.length - 1],
    ['that is cut off', whole.subarray(0, whole.length / 2), 1_048_576],
    ['that is of no bytes', Buffer.alloc(0), 1_048_576],
    ['that is none', Buffer.from('not packed'), 1_048_576],
    ['that has another behind it', Buffer.concat([whole, gzipSync('snow')]), 1_048_576],
    [
      'that has little, and garbage after it that says a megabyte',
      Buffer.concat([gzipSync('a'), Buffer.alloc(2_000), boast]),
      8_388_608,
    ],
  ])('%s', (_what, bytes, most) => {
    expect(() => gunzip(bytes, most)).toThrow();
  });
});
