import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const source = join(import.meta.dirname, '../../../collector/store/directory-lock.ts');

test('where there is no room for a byte the lock is had all the same, and no empty note stays', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const take = `
    import { readdirSync } from 'node:fs';
    const { DirectoryLock } = await import(${JSON.stringify(source)});
    const { signal } = new AbortController();
    using lock = await DirectoryLock.take(${JSON.stringify(directory)}, 0, signal);
    console.log(readdirSync(${JSON.stringify(directory)}).join());
  `;
  // A file may be made, and nothing be written to it, as on a full disk.
  const script = `trap '' XFSZ; ulimit -f 0; exec "$0" --input-type=module --eval "$1" | cat`;
  const found = execFileSync('sh', ['-c', script, process.execPath, take], { encoding: 'utf8' });

  expect(found).toBe('nalssi.lock\n');
  expect(await readdir(directory)).toEqual(['nalssi.lock']);
});
