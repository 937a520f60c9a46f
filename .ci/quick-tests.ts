import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadedBy } from '../test/imports.ts';

// The tests of `npm run verify`: those that start no program and no browser, found by what they load, and
// that of the house.

const root = dirname(import.meta.dirname);

/** What a test has that starts something, or that takes its time by itself. */
const starts = /^(node:child_process|node:worker_threads|playwright|puppeteer-core|vite|recheck)$/;

const files = globSync('test/**/*.test.ts', { cwd: root, exclude: ['**/node_modules/**'] });
const quick = files.filter(
  (file) =>
    file === 'test/house.test.ts' ||
    (!file.endsWith('.browser.test.ts') &&
      ![...loadedBy(file).keys()].some((loaded) => starts.test(loaded))),
);

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const options = [
  'run',
  '--config',
  'test/vitest.config.ts',
  '--project',
  'node',
  '--project',
  'alone',
];
const { status } = spawnSync(process.execPath, [vitest, ...options, ...quick], {
  cwd: root,
  stdio: 'inherit',
});
const left = files.length - quick.length;
console.log(
  `Ran ${quick.length} files of tests. Left out: ${left} that start programs or browsers (npm test has all).`,
);
process.exitCode = status ?? 1;
