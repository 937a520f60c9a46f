import { expect, test } from 'vitest';
import { seldom } from '../../../collector/serve/seldom.ts';

/** Counts its runs, with a clock that stands still. */
function counted(times: number) {
  const clock = { time: 0 };
  let runs = 0;
  const ask = seldom(
    times,
    async () => {
      runs += 1;
      return runs;
    },
    () => clock.time,
  );
  return { ask, clock };
}

test('who asks now and then is told anew each time', async () => {
  const { ask } = counted(3);

  expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 3]);
});

test('who asks more often within a second is told the last again, and anew in the next', async () => {
  const { ask, clock } = counted(2);
  const first = await Promise.all([ask(), ask(), ask(), ask()]);
  clock.time = 999;
  const still = await ask();
  clock.time = 1_000;
  const next = await ask();

  expect(first).toEqual([1, 2, 2, 2]);
  expect([still, next]).toEqual([2, 3]);
});
