import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCache } from './compile-cache.ts';

/** What a service loads only when it is running. With what speaks to storages and Redis, in case it is asked for. */
const late = [
  '../transport/download.ts',
  '../telemetry/metrics.ts',
  '../publish/storage/storage-publisher.ts',
  '../serve/published/storage-feed.ts',
  '../serve/published/redis-feed.ts',
  '../serve/site-files.ts',
  './read-only-service.ts',
  './shared-service.ts',
];

/** ms. */
const longest = 60_000;

/**
 * From the repository, before the first service: loads all that one loads in a process that ends with it,
 * so that Node keeps it without its types. Else the first service loads what strips them, 3.8 MB of program with
 * WebAssembly in it, and has 12 MB more resident for as long as it runs: which is months. A
 * file that changes later is stripped by the service that finds it so, until the next one.
 */
export function compileFirst(program: string): void {
  // A package has no types to strip.
  if (!import.meta.filename.endsWith('.ts')) return;
  const mark = join(compileCache, `nalssi-${process.version}`);
  if (existsSync(mark)) return;
  try {
    mkdirSync(compileCache, { recursive: true });
    accessSync(compileCache, constants.W_OK);
    const loaded = late.flatMap((file) => ['--import', import.meta.resolve(file)]);
    const { status } = spawnSync(process.execPath, [...loaded, program, 'version'], {
      stdio: 'ignore',
      timeout: longest,
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
    if (status === 0) writeFileSync(mark, '');
  } catch {
    // Where nothing can be kept, or no process started, the service does it, and takes more memory.
  }
}
