import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWidget } from '@nalssi/collector';
import { expect, onTestFinished, test } from 'vitest';

/** A folder with the script of the ticker, and what `put` makes at the place of its `package.json`. */
function folderWith(put: (path: string) => void): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'nalssi-')), 'dist');
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
  mkdirSync(folder);
  writeFileSync(join(folder, 'nalssi.js'), '');
  put(join(folder, 'package.json'));
  return folder;
}

const named = JSON.stringify({ name: '@nalssi/widget', version: '1.2.3' });

test('a built ticker has the version of its package', () => {
  expect(findWidget(folderWith((path) => writeFileSync(path, named)))?.version).toBe('1.2.3');
});

test.each<readonly [string, (path: string) => void]>([
  ['JSON that breaks off', (path) => writeFileSync(path, named.slice(0, -3))],
  ['another package', (path) => writeFileSync(path, '{"name":"other","version":"1.2.3"}')],
  ['a pipe that nobody writes to', (path) => void execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdirSync(path)],
  ['nothing', () => undefined],
])('one whose package.json is %s is told of with what to do', (_what, put) => {
  expect(() => findWidget(folderWith(put))).toThrow(
    /version of the ticker in .* is not known.* Put the package\.json of @nalssi\/widget/,
  );
});
