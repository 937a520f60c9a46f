import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervalOf } from '../../../collector/run/interval.ts';

const minute = 60_000;
/** Starts so many minutes after each other. */
function starts(...gaps: number[]): number[] {
  const times = [0];
  for (const gap of gaps) times.push((times.at(-1) ?? 0) + gap * minute);
  return times;
}

describe('the interval of a collector that runs once each time', () => {
  test.each([
    ['is ten minutes before it is known', [], 10],
    ['is not what two tries by hand lie apart', [1, 1], 10],
    ['is as long as the longest of a few', [60, 58], 60],
    ['is what lies between most starts', [10, 10, 10], 10],
    ['is not longer for a night without power', [10, 480, 10, 10, 10], 10],
    ['is not shorter for a try by hand', [10, 3, 7, 10, 10], 10],
    ['is shorter where cron is quicker', [2, 2, 2, 2], 2],
    ['does not count a clock that was set back', [10, 10, 10, -300, 10], 10],
  ])('%s', (_, gaps, expected) => {
    expect(intervalOf(starts(...gaps)) / minute).toBe(expected);
  });

  test('is a length of time, whatever the starts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2e12 })), (times) => {
        expect(intervalOf(times)).toBeGreaterThan(0);
        expect(Number.isFinite(intervalOf(times))).toBe(true);
      }),
    );
  });
});
