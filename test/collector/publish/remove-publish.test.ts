import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
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

test('what somebody else put into a publish stays, and the folder around it', async () => {
  const path = join(directory, '0000000001');
  await mkdir(join(path, 'stations'), { recursive: true });
  await symlink('../../bodies/ab.json', join(path, 'stations/108.json'));
  await writeFile(join(path, 'notes.txt'), 'mine');

  expect(await removePublish(path, 'generations')).toBe(false);
  expect(await readdir(path)).toEqual(['notes.txt']);
});

test('of a publish that has nothing but its own the folder goes too', async () => {
  const path = join(directory, 'bodies');
  await mkdir(path);
  await writeFile(join(path, 'ab12.json.gz'), '');

  expect(await removePublish(path, 'bodies')).toBe(true);
  expect(await readdir(directory)).toEqual([]);
});
