import { expect, test, vi } from 'vitest';
import { simulate } from './simulation.ts';

// Ten seconds of a machine that has nothing else to do.
vi.setConfig({ testTimeout: 300_000 });

// The short form of `npm run soak -- --days 30`.

test('four hours with a third of all answers bad leaves a feed that keeps its promises, and nothing grows', async () => {
  const lines: string[] = [];
  const { answers, faults, restarts, sequence, grown } = await simulate({
    hours: 4,
    seed: 3,
    step: 30,
    stations: 12,
    restartsEvery: 1.5,
    say: (line) => lines.push(line),
  });

  expect(lines).toHaveLength(4);
  expect(faults).toBeGreaterThan(answers / 6);
  expect(restarts).toBeGreaterThan(0);
  expect(sequence).toBeGreaterThan(8);
  expect(grown).toEqual([]);
});
