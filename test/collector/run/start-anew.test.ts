import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command, ServedProcess } from '../serve/served-process.ts';

/** What the C library was told when the process began. */
async function mallocOf({ child }: ServedProcess): Promise<string[]> {
  const variables = await readFile(`/proc/${child.pid}/environ`, 'utf8');
  return variables.split('\0').filter((variable) => variable.startsWith('MALLOC_'));
}

test('the service has the C library keep little memory, in the process that was started', async () => {
  await using served = await ServedProcess.start();

  expect(await mallocOf(served)).toEqual([
    'MALLOC_ARENA_MAX=1',
    'MALLOC_MMAP_THRESHOLD_=32768',
    'MALLOC_TRIM_THRESHOLD_=131072',
  ]);
  expect(served.errors).toBe('');
});

test('what the environment says of the C library stays', async () => {
  await using served = await ServedProcess.start({ MALLOC_ARENA_MAX: '4' });

  expect(await mallocOf(served)).toEqual(['MALLOC_ARENA_MAX=4']);
});

test('where a debugger may come, among other words, the process stays what it is', async () => {
  const words = ['--no-warnings', '--inspect-port=127.0.0.1:0', command, 'serve'];
  await using served = await ServedProcess.start({}, words);

  expect(await mallocOf(served)).toEqual([]);
});

/** As an operator does: what it says at its end is there then. */
async function end({ child }: ServedProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

/** Tells at its end what of Node a program has loaded. */
const tellLoaded = `process.on('exit', () => process.stderr.write(process.moduleLoadList.join()))`;
const watched = { NODE_OPTIONS: `--import "data:text/javascript,${tellLoaded}"` };

test('already the first service of all does not load what strips types', async () => {
  const kept = await mkdtemp(join(tmpdir(), 'nalssi-'));
  onTestFinished(() => rm(kept, { recursive: true, force: true }));
  await using first = await ServedProcess.start({ ...watched, NODE_COMPILE_CACHE: kept });
  await end(first);

  expect(first.errors).toContain('NativeModule http');
  expect(first.errors).not.toContain('amaro');
});

test('where nothing can be kept it starts all the same', async () => {
  const place = '/dev/null/kept';
  await using served = await ServedProcess.start({ NODE_COMPILE_CACHE: place });

  expect(served.errors).toBe('');
});

test('the service does not load the fetch of Node', async () => {
  await using served = await ServedProcess.start(watched);
  await end(served);

  expect(served.errors).toContain('NativeModule http');
  expect(served.errors).not.toContain('NativeModule internal/deps/undici');
});
