import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { followReadme } from '../../follow-readme.ts';

// The worked example of collector/config/README.md, done as it stands there, in a copy of the tree.

const run = promisify(execFile);

test('a variable that is made by the steps of the README is read, explained and held to its shape', async () => {
  const { tree, commands } = followReadme('collector/config/README.md');
  const environment = { PATH: process.env['PATH'], NODE: process.execPath };

  const tsc = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', 'collector'], { cwd: tree });
  const refused: unknown = await run('sh', ['-e', '-c', commands], {
    cwd: tree,
    env: environment,
  }).catch((error: unknown) => error);
  const read = `import { readConfig } from './collector/config/read-config.ts';
    console.log(readConfig(process.env).contact);`;
  const taken = await run(process.execPath, ['--input-type=module', '-e', read], {
    cwd: tree,
    env: { ...environment, NALSSI_CONTACT: 'weather@news.example.com' },
  });
  const help = await run(process.execPath, ['collector/main.ts', 'help'], { cwd: tree });

  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'NALSSI_CONTACT: Its value (7 characters) is no address of mail. Use one as in',
    ),
  });
  expect(taken.stdout).toBe('weather@news.example.com\n');
  expect(help.stdout).toContain('NALSSI_CONTACT');
});
