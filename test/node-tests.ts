import { patience } from './patience.ts';

// How tests of Node run, in `npm test` and where mutations are tried.

/** What they wait with; for a whole configuration. */
export const waits = {
  expect: { poll: { timeout: patience } },
  provide: { patience },
};

/** For a project, or a configuration that has none. */
export const nodeTests = {
  include: ['test/**/*.test.ts'],
  setupFiles: ['test/properties/seed.ts', 'test/wait-patiently.ts'],
  globalSetup: ['test/packages/tarballs-of-run.ts'],
  // A process for each file took half a second of CPU to start and to load what the others had loaded.
  isolate: false,
  testTimeout: 3 * patience,
  hookTimeout: 3 * patience,
};
