import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Edition, nextEdition, tookTime, withRecord } from '../../../collector/run/edition.ts';
import type { Snapshot } from '../../../collector/snapshot/snapshot.ts';

/** What an edition looks at of a snapshot of one station with one value. */
function snapshotOf(value: number, at: number, age: number): Snapshot {
  const shown = { value, observedAt: 1_000, age };
  const elements = { temperature: { shown, failed: null, state: 'fresh' } };
  return {
    at,
    summary: { fresh: 1 },
    stations: [{ station: { id: '108' }, elements }],
  } as unknown as Snapshot;
}

const first: Edition = { sequence: 0, changedAt: 0, contentHash: '', publishes: [], runs: [] };

test('what was shown last changed when a value did, whatever its age', () => {
  const shown = fc.record({ value: fc.integer({ min: 0, max: 2 }), age: fc.nat() });
  fc.assert(
    fc.property(fc.array(shown, { minLength: 1, maxLength: 50 }), (series) => {
      let edition = first;
      let changedAt = 0;
      for (const [index, { value, age }] of series.entries()) {
        const at = (index + 1) * 60_000;
        if (value !== series[index - 1]?.value) changedAt = at;
        const snapshot = snapshotOf(value, at, age);
        edition = withRecord(nextEdition(edition, snapshot, index + 1), snapshot, 'ok');
        edition = tookTime(edition, index);

        expect(edition.changedAt).toBe(changedAt);
        expect(edition.sequence).toBe(index + 1);
      }
      const count = Math.min(series.length, 20);
      const sequences = Array.from({ length: count }, (_, k) => series.length - count + k + 1);
      expect(edition.publishes.map(({ sequence }) => sequence)).toEqual(sequences);
      expect(edition.publishes.map(({ milliseconds }) => milliseconds)).toEqual(
        sequences.map((sequence) => sequence - 1),
      );
    }),
  );
});
