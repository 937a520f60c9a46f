import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { Tarballs } from './project.ts';

/** The tarballs of this run of the tests: whoever wants them first makes them, others wait for it. */
export function sharedTarballs(): Tarballs {
  const place = inject('tarballs');
  const directory = join(place, 'packages');
  const [made, failed] = [join(place, 'made'), join(place, 'failed')];
  if (isFirst(directory)) {
    try {
      Tarballs.make(directory);
      writeFileSync(made, '');
    } catch (error) {
      writeFileSync(failed, '');
      throw error;
    }
  }
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(made)) {
    if (existsSync(failed))
      throw new Error('The packages could not be made; another file says why.');
    Atomics.wait(nobody, 0, 0, 100);
  }
  return new Tarballs(directory);
}

function isFirst(directory: string): boolean {
  try {
    mkdirSync(directory);
    return true;
  } catch {
    return false;
  }
}
