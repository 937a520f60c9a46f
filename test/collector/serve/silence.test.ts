import { expect, test } from 'vitest';
import { Silence } from '../../../collector/serve/silence.ts';

/** A silence that is looked at every ten seconds, and the hand that moves its clock. */
function silence() {
  let now = 5_000;
  const length = new Silence(10_000, () => now);
  return { length, pass: (duration: number) => (now += duration) };
}

test('silence grows from look to look, from the start on', () => {
  const { length, pass } = silence();
  const seen = [10_000, 7_000, 20_000].map((duration) => {
    pass(duration);
    return length.length;
  });

  expect(seen).toEqual([10_000, 17_000, 37_000]);
});

test('what is published ends it, and the time before the publish does not count again', () => {
  const { length, pass } = silence();
  pass(15_000);
  const before = length.length;
  pass(4_000);
  length.break();
  pass(3_000);

  expect([before, length.length]).toEqual([15_000, 3_000]);
});

test('of a pause of the process only two looks count', () => {
  const { length, pass } = silence();
  pass(3_600_000);
  const woken = length.length;
  pass(1_000);

  expect([woken, length.length]).toEqual([20_000, 21_000]);
});
