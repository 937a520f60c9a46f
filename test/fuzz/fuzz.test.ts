import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { sourceIds } from '../../collector/sources/source-id.ts';
import { runRound } from './campaign.ts';

// A short run of what `npm run fuzz` does at length: the same inputs each time, and some new ones.

const inputs = 215;
const seed = randomInt(2 ** 30);

test.each(sourceIds)('damaged answers of %s break no promise', (source) => {
  const result = runRound({ source, seed: 20260925, inputs });

  expect(result.failure).toBe(null);
  expect(result.inputs).toBe(inputs);
  // Neither all too damaged to be read nor all sound.
  expect(result.outcomes['accepted']).toBeGreaterThan(0);
  expect(result.outcomes['shape']).toBeGreaterThan(0);
});

test.each(sourceIds)(`nor do others of %s, with the seed ${seed}`, (source) => {
  expect(runRound({ source, seed, inputs }).failure).toBe(null);
});
