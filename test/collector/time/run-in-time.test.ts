import { expect, test } from 'vitest';
import { OutOfTimeError, runInTime } from '../../../collector/time/run-in-time.ts';

test.each<[string, () => unknown]>([
  [
    'a loop',
    () => {
      for (;;);
    },
  ],
  ['an expression that backtracks', () => /^(?:a|a)*$/.test(`${'a'.repeat(60)}b`)],
  [
    'a loop that catches everything',
    () => {
      for (;;) {
        try {
          for (;;);
        } catch {}
      }
    },
  ],
])('%s is ended', (_what, task) => {
  expect(() => runInTime(50, task)).toThrow(OutOfTimeError);
});

test('gives what a task gives, and takes the next one after one that was ended', () => {
  expect(() =>
    runInTime(50, () => {
      for (;;);
    }),
  ).toThrow(OutOfTimeError);
  expect(runInTime(10_000, () => 'done')).toBe('done');
});

test('a task that the machine gave no time is begun anew', () => {
  let begun = 0;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const result = runInTime(100, () => {
    begun += 1;
    // A wait takes time and no processor, as a machine with much else to do.
    if (begun === 1) Atomics.wait(cell, 0, 0, 5_000);
    return begun;
  });
  expect(result).toBe(2);
});

test('a task that never gets time is given up', () => {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  expect(() => runInTime(50, () => Atomics.wait(cell, 0, 0, 60_000))).toThrow(OutOfTimeError);
});

test('throws what a task throws', () => {
  const fault = new Error('fault');

  expect(() =>
    runInTime(10_000, () => {
      throw fault;
    }),
  ).toThrow(fault);
});

test('refuses a task in a task, whose end would be another', () => {
  expect(() => runInTime(10_000, () => runInTime(10_000, () => 1))).toThrow(/cannot start another/);
});
