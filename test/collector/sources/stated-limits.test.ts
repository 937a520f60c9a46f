import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from '@nalssi/collector';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../collector/sources');

function sizeOf(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  return megabytes >= 1 ? `${megabytes} MB` : `${bytes / 1024} kB`;
}

test.each(Object.values(sources))('the readme of $id states the limits that hold', (source) => {
  const { wireBytes, decodedBytes, deadline } = source.limits;
  const readme = readFileSync(join(folder, source.id, 'README.md'), 'utf8').replace(/\s+/g, ' ');

  expect(readme).toContain(
    `${sizeOf(wireBytes)} on the wire, ${sizeOf(decodedBytes)} decompressed, ${deadline / 1_000} s`,
  );
});
