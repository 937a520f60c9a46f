import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readOptions, refuse, wholeNumber } from '../command-line.ts';

const help = `npm run properties [-- --runs N] [--seed S] [PATH...]

Every property of the tests of Node with examples that nobody has tried; PATH is a part of the paths of those
that are asked.

  --runs N  so many examples (5000, some minutes); a property that names its own number keeps it
  --seed S  what is drawn; a new one if not given, and printed

The exit code is 1 when one does not hold.
`;

const root = dirname(dirname(import.meta.dirname));
const { values, positionals } = readOptions(help, {
  options: {
    runs: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
  allowPositionals: true,
});
for (const [name, value] of Object.entries(values)) wholeNumber(name, value);

const files = globSync('test/**/*.test.ts', { cwd: root, exclude: ['**/node_modules/**'] }).filter(
  (file) =>
    positionals.every((path) => file.includes(path)) &&
    readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"),
);
if (files.length === 0) refuse(`No test with a property is in ${positionals.join(' ')}.`);

process.stdout.write(
  `${files.length} files of tests, ${values.runs} examples a property. Again: npm run properties -- --runs ${values.runs} --seed ${values.seed}\n`,
);
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--config', 'test/vitest.config.ts', '--project', 'node', '--project', 'alone'],
    ...['--testTimeout', '3600000'],
    ...files,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PROPERTY_SEED: values.seed, PROPERTY_RUNS: values.runs },
  },
);
process.exitCode = status ?? 1;
