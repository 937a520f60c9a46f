import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { sleep } from '../../../collector/time/sleep.ts';

test('a sleep leaves nothing on the signal', async () => {
  const stop = new AbortController();
  for (let count = 0; count < 20; count += 1) await sleep(0, stop.signal);

  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
});

test('a sleep ends with the signal, and without an error', async () => {
  const stop = new AbortController();
  const slept = sleep(2 ** 30, stop.signal);
  stop.abort();

  await expect(slept).resolves.toBeUndefined();
  await expect(sleep(2 ** 30, stop.signal)).resolves.toBeUndefined();
});
