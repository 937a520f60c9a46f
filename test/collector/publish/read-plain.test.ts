import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readPlain } from '../../../collector/publish/read-plain.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nalssi-'));
  path = join(folder, 'file');
  await writeFile(path, '12345');
  return () => rm(folder, { recursive: true });
});

const read = (name: string, most = 5, followsLinks = false) =>
  readPlain(join(folder, name), most, { followsLinks });

test('a file is read up to its limit, and not beyond', async () => {
  expect(String(await read('file', 5))).toBe('12345');
  expect(await read('file', 4)).toBeNull();
});

test('a link is followed for those who want it', async () => {
  await symlink(path, join(folder, 'link'));

  expect(String(await read('link', 5, true))).toBe('12345');
  await expect(read('link')).rejects.toMatchObject({ code: 'ELOOP' });
});

test('a folder and a pipe are no files, and a pipe is not waited for', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);

  expect(await read('.')).toBeNull();
  expect(await read('pipe')).toBeNull();
});

test('what is not there is an error', async () => {
  await expect(read('other')).rejects.toMatchObject({ code: 'ENOENT' });
});
