import { configOf } from '@nalssi/collector';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Schedules } from '../../../collector/run/schedule.ts';
import { noTelemetry } from '../../../collector/telemetry/telemetry.ts';

/** Schedules by the second, of a source that answers when `answer` is called or its run is cut. */
function begin() {
  const runs: { readonly answer: () => void; readonly signal: AbortSignal }[] = [];
  let overlaps = 0;
  let hears: () => void = () => undefined;
  const schedules = new Schedules({
    collector: {
      run: (_, signal) =>
        new Promise((resolve) => {
          runs.push({ answer: () => resolve(true), signal });
          signal.addEventListener('abort', () => resolve(false), { once: true });
          hears();
        }),
      publish: async () => null,
    },
    sources: [{ ...configOf('kma-map'), cron: '* * * * * *' }],
    log: pino({ enabled: false }),
    telemetry: {
      ...noTelemetry,
      scheduleEvent(_, event) {
        if (event === 'overlap') overlaps += 1;
        hears();
      },
    },
    publishCron: '0 0 1 1 *',
  });
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        hears = resolve;
      });
    }
  };
  return { schedules, runs, until, overlaps: () => overlaps };
}

test('a source is asked at the start, and not again before its run has ended', async () => {
  const { schedules, runs, until, overlaps } = begin();
  await using _ = schedules;
  await schedules.start();
  await until(() => overlaps() > 0);
  // As after a step of the clock.
  await schedules.start();
  await until(() => overlaps() > 2);
  const asked = runs.length;
  runs[0]?.answer();
  await until(() => runs.length > 1);

  expect(asked).toBe(1);
});

test('what is under way is cut when the schedules end, and waited for', async () => {
  const { schedules, runs } = begin();
  await schedules.start();
  await schedules[Symbol.asyncDispose]();

  expect(runs.map(({ signal }) => signal.aborted)).toEqual([true]);
});
