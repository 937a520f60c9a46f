import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, 'hanging-process.ts');

function run(way: string): Promise<{ code: number | null; signal: string | null; log: string }> {
  const child = spawn(process.execPath, [script, way], { stdio: ['ignore', 'pipe', 'ignore'] });
  let log = '';
  child.stdout.on('data', (chunk) => {
    log += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, log }));
  });
}

test.concurrent.each(['loop', 'expression', 'lock'])(
  'a process that hangs in a %s ends with 70, and says why',
  async (way) => {
    const { code, log } = await run(way);

    expect(code).toBe(70);
    expect(JSON.parse(log)).toMatchObject({ level: 'fatal', code: 'hang' });
  },
);

test.concurrent('a process that hangs in native code is killed', async () => {
  expect(await run('native-code')).toMatchObject({ code: null, signal: 'SIGKILL' });
});

test.concurrent('a process that works on, however long, is left alone', async () => {
  expect(await run('long-work')).toMatchObject({ code: 0, log: '' });
});
