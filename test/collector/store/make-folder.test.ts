import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeFolder } from '../../../collector/store/make-folder.ts';

const program = join(import.meta.dirname, '../../../collector/main.ts');
let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nalssi-'));
  return () => rm(root, { recursive: true, force: true });
});

test('a folder is made with those above it, and one that is there stays', () => {
  makeFolder(join(root, 'one/two/three'));
  makeFolder(join(root, 'one/two'));

  expect(existsSync(join(root, 'one/two/three'))).toBe(true);
});

test('a link to a folder is one', async () => {
  await mkdir(join(root, 'there'));
  await symlink('there', join(root, 'link'));

  makeFolder(join(root, 'link/below'));

  expect(existsSync(join(root, 'there/below'))).toBe(true);
});

test.each(['file', 'file/below', 'nowhere'])('%s stands in the way and is told', async (name) => {
  await writeFile(join(root, 'file'), '');
  await symlink('not-there', join(root, 'nowhere'));

  expect(() => makeFolder(join(root, name))).toThrow(/EEXIST|ENOTDIR/);
});

/** Where the system says of each name that it cannot be: Node's own `mkdir` tries without end there. */
const impossible = '/proc/nalssi/site';

describe.runIf(existsSync('/proc/self'))('a folder that can never be', () => {
  test.each(['collect', 'serve', 'stations --refresh', 'believe kma-map'])(
    'is refused in words by %s',
    (words) => {
      const ended = spawnSync(process.execPath, [program, ...words.split(' ')], {
        env: { PATH: process.env['PATH'], NALSSI_DATA_DIR: impossible },
        encoding: 'utf8',
        timeout: 60_000,
        killSignal: 'SIGKILL',
      });

      expect(ended.signal).toBeNull();
      expect(ended.status).toBeGreaterThan(0);
      expect(ended.stderr).toContain('/proc/nalssi');
      expect(ended.stderr).not.toMatch(/Error|^ +at /m);
    },
  );
});
