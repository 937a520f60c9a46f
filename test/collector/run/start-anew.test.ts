import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ServedProcess } from '../serve/served-process.ts';

/** What the C library was told when the process began. */
async function mallocOf({ child }: ServedProcess): Promise<string[]> {
  const variables = await readFile(`/proc/${child.pid}/environ`, 'utf8');
  return variables.split('\0').filter((variable) => variable.startsWith('MALLOC_'));
}

test('the service has the C library keep little memory, in the process that was started', async () => {
  await using served = await ServedProcess.start();

  expect(await mallocOf(served)).toEqual([
    'MALLOC_ARENA_MAX=1',
    'MALLOC_MMAP_THRESHOLD_=131072',
    'MALLOC_TRIM_THRESHOLD_=131072',
  ]);
  expect(served.errors).toBe('');
});

test('what the environment says of the C library stays', async () => {
  await using served = await ServedProcess.start({ MALLOC_ARENA_MAX: '4' });

  expect(await mallocOf(served)).toEqual(['MALLOC_ARENA_MAX=4']);
});

/** As an operator does. What was compiled is kept at the end. */
async function end({ child }: ServedProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

/** Tells at its end what of Node a program has loaded. */
const tellLoaded = `process.on('exit', () => process.stderr.write(process.moduleLoadList.join()))`;

test('once compiled, the service does not load what strips types', async () => {
  await using first = await ServedProcess.start();
  await end(first);
  const watched = { NODE_OPTIONS: `--import "data:text/javascript,${tellLoaded}"` };
  await using second = await ServedProcess.start(watched);
  await end(second);

  expect(second.errors).toContain('NativeModule http');
  expect(second.errors).not.toContain('amaro');
});
