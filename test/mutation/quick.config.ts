import { defineConfig } from 'vitest/config';
import { nodeTests, waits } from '../node-tests.ts';
import { root } from './trees.ts';

// For tests that take no time and are asked by the thousand: all projects and what starts browsers cost more to load
// than such tests to run.
export default defineConfig({
  root,
  test: { ...waits, ...nodeTests, maxWorkers: 1 },
});
