import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removePublish } from '../../../collector/publish/remove-publish.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test('of a publish that somebody else has removed meanwhile nothing is left', async () => {
  expect(await removePublish(join(directory, '0000000001'), 'bodies')).toBe(true);
});

test('a publish that cannot be read is not taken for one that is gone', async () => {
  const path = join(directory, '0000000001');
  await writeFile(path, '');

  await expect(removePublish(path, 'bodies')).rejects.toThrow('ENOTDIR');
});
