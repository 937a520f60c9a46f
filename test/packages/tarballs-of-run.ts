import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the tarballs of this run of the tests stand, once a file has wanted them. */
    readonly tarballs: string;
  }
}

/** A place for one run of the tests: packing takes six seconds of CPU, and six files want it. */
export function setup({ provide }: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'nalssi-tarballs-'));
  provide('tarballs', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
