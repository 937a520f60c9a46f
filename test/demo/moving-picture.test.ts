import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { animatedWebp } from '../../demo/animated-webp.ts';

const root = join(import.meta.dirname, '../..');

/** One pixel, as a browser's canvas encodes it. */
const still = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');

/** The chunks of a WebP with the places where their contents begin. */
function chunksOf(file: Buffer): [name: string, at: number][] {
  const chunks: [string, number][] = [];
  for (let at = 12; at < file.length; ) {
    chunks.push([file.toString('latin1', at, at + 4), at + 8]);
    const size = file.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
  return chunks;
}

test('stills become one WebP that names its size, its frames and no end', () => {
  const frame = { x: 2, y: 4, width: 1, height: 1, still, duration: 100 };
  const file = Buffer.from(
    animatedWebp({ width: 6, height: 8 }, [{ ...frame, x: 0, y: 0 }, frame]),
  );
  const [[, canvas], [, animation], [, first], [, second]] = chunksOf(file) as [
    [string, number],
    [string, number],
    [string, number],
    [string, number],
  ];

  expect(chunksOf(file).map(([name]) => name)).toEqual(['VP8X', 'ANIM', 'ANMF', 'ANMF']);
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  expect([file.readUIntLE(canvas + 4, 3) + 1, file.readUIntLE(canvas + 7, 3) + 1]).toEqual([6, 8]);
  expect(file.readUInt16LE(animation + 4)).toBe(0);
  expect(file.toString('latin1', first + 16, first + 20)).toBe('VP8 ');
  expect([file.readUIntLE(second, 3) * 2, file.readUIntLE(second + 3, 3) * 2]).toEqual([2, 4]);
});

test('a frame at an odd place is refused, and so is what is no WebP', () => {
  const frame = { x: 0, y: 0, width: 1, height: 1, still, duration: 100 };
  const size = { width: 2, height: 2 };

  expect(() => animatedWebp(size, [{ ...frame, x: 1 }])).toThrow('both must be even');
  expect(() => animatedWebp(size, [{ ...frame, still: Buffer.from('GIF89a') }])).toThrow('no WebP');
});

test.each(['README.md', 'README.ko.md'])('the picture of %s is small and of its size', (readme) => {
  const [, path = '', width, height] =
    /<img src="([^"]+)" width="(\d+)" height="(\d+)"/.exec(
      readFileSync(join(root, readme), 'utf8'),
    ) ?? [];
  const file = readFileSync(join(root, path));
  const [[, canvas] = ['', 0]] = chunksOf(file);

  expect(file.length).toBeLessThan(400_000);
  expect(file.readUIntLE(canvas + 4, 3) + 1).toBe(Number(width));
  expect(file.readUIntLE(canvas + 7, 3) + 1).toBe(Number(height));
  expect(chunksOf(file).filter(([name]) => name === 'ANMF').length).toBeGreaterThan(20);
});
