import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

/** All that is loaded as soon as a file is: its imports, but those of types and those asked for later. */
function loadedWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  const imports = text.matchAll(/^(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  for (const [, target = ''] of imports) {
    if (target.startsWith('.')) loadedWith(resolve(dirname(file), target), found);
    else found.add(target);
  }
  return found;
}

test.each([
  'collector/main.ts',
  'collector/commands/serve.ts',
  'collector/commands/collect.ts',
  'collector/index.ts',
])('%s loads nothing that speaks to a storage', (file) => {
  const loaded = loadedWith(join(root, file));

  expect(loaded.size).toBeGreaterThan(5);
  expect(loaded).not.toContain('aws4fetch');
  expect(loaded).not.toContain('p-map');
});

test.each([
  'collector/main.ts',
  'collector/commands/serve.ts',
  'collector/commands/collect.ts',
  'collector/index.ts',
  'demo/start-product.ts',
])('%s loads nothing that speaks to a Redis', (file) => {
  const loaded = [...loadedWith(join(root, file))].map((one) => one.replace(root, ''));

  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.filter((one) => /ioredis|redis-(?!address)/.test(one))).toEqual([]);
});

test('what speaks to a Redis loads its library when it connects, and not before', () => {
  const connection = join(root, 'collector/transport/redis/redis-connection.ts');

  expect(loadedWith(connection)).not.toContain('ioredis');
});

test('what publishes to a storage does', () => {
  const publisher = join(root, 'collector/publish/storage/storage-publisher.ts');
  const storage = join(root, 'collector/transport/storage/object-storage.ts');

  expect(loadedWith(publisher)).toContain('p-map');
  expect(loadedWith(storage)).toContain('aws4fetch');
});

test.each([
  'collector/transport/client.ts',
  'collector/transport/download.ts',
  'collector/transport/download-document.ts',
  'collector/transport/storage/object-storage.ts',
])('%s loads the parts of undici that it uses, and not all of it', (file) => {
  expect(loadedWith(join(root, file))).not.toContain('undici');
});

test.each([
  'collector/main.ts',
  'collector/commands/serve.ts',
  'collector/commands/collect.ts',
  'collector/index.ts',
])('%s does not import node:http, with which Node loads its fetch', (file) => {
  expect(loadedWith(join(root, file))).not.toContain('node:http');
});
