import fc from 'fast-check';

// Set up before every test file of Node. `npm test` tries the same examples each time, so that what it says is
// about the change that was made; `npm run properties` tries others, and names the seed of what it finds.

const { PROPERTY_SEED: seed = '20261127', PROPERTY_RUNS: runs } = process.env;

fc.configureGlobal({
  seed: Number(seed),
  ...(runs !== undefined && { numRuns: Number(runs) }),
});
