import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const commands = [
  ['bench', 'bench/bench.ts'],
  ['fuzz', 'fuzz/fuzz.ts'],
  ['mutation', 'mutation/mutation.ts'],
  ['properties', 'properties/properties.ts'],
  ['rates', 'collector/quality/batch/measure-rates.ts'],
  ['soak', 'soak/soak.ts'],
] as const;

const run = (file: string, ...words: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, file), ...words], { encoding: 'utf8' });

describe.each(commands)('npm run %s', (name, file) => {
  test('says what it takes', () => {
    const { status, stdout, stderr } = run(file, '--help');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`npm run ${name} [-- `);
  });

  test('tells in a line what it does not take', () => {
    const { status, stdout, stderr } = run(file, '--nonsense');

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^.*--nonsense.*\n$/);
  });
});

test.each([
  ['fuzz/fuzz.ts', '--inputs'],
  ['mutation/mutation.ts', '--count'],
  ['properties/properties.ts', '--runs'],
  ['collector/quality/batch/measure-rates.ts', '--days'],
  ['soak/soak.ts', '--days'],
])('%s %s takes nothing but a number', (file, option) => {
  const { status, stdout, stderr } = run(file, option, 'many');

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^--\w+ must be a whole number.*\n$/);
});
