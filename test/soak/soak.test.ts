import { expect, test } from 'vitest';
import { simulate } from './simulation.ts';

// The short form of `npm run soak -- --days 30`.

test('six hours with a third of all answers bad leaves a feed that keeps its promises, and nothing grows', async () => {
  const lines: string[] = [];
  const { answers, faults, restarts, sequence, grown } = await simulate({
    hours: 6,
    seed: 3,
    step: 30,
    stations: 12,
    restartsEvery: 2,
    say: (line) => lines.push(line),
  });

  expect(lines).toHaveLength(4);
  expect(faults).toBeGreaterThan(answers / 6);
  expect(restarts).toBeGreaterThan(0);
  expect(sequence).toBeGreaterThan(12);
  expect(grown).toEqual([]);
});
