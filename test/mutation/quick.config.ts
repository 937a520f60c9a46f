import { defineConfig } from 'vitest/config';
import { patience } from '../patience.ts';
import { root } from './trees.ts';

// For tests that take no time and are asked by the thousand: all projects and what starts browsers cost more to load
// than such tests to run.
export default defineConfig({
  root,
  test: {
    expect: { poll: { timeout: patience } },
    provide: { patience },
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/properties/seed.ts', 'test/wait-patiently.ts'],
    globalSetup: ['test/packages/tarballs-of-run.ts'],
    isolate: false,
    maxWorkers: 1,
    testTimeout: 3 * patience,
    hookTimeout: 3 * patience,
  },
});
