import { configOf } from '@nalssi/collector';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Schedules } from '../../../collector/run/schedule.ts';
import { noTelemetry } from '../../../collector/telemetry/telemetry.ts';

/** Schedules of a source, by the second without `cron`, whose run lasts until it is cut. */
function begin(cron = '* * * * * *') {
  const runs: { readonly signal: AbortSignal }[] = [];
  let hears: () => void = () => undefined;
  const schedules = new Schedules({
    collector: {
      run: (_, signal) =>
        new Promise((resolve) => {
          runs.push({ signal });
          signal.addEventListener('abort', () => resolve(false), { once: true });
          hears();
        }),
      publish: async () => null,
    },
    sources: [{ ...configOf('kma-map'), cron }],
    log: pino({ enabled: false }),
    telemetry: noTelemetry,
    publishCron: '0 0 1 1 *',
  });
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        hears = resolve;
      });
    }
  };
  return { schedules, runs, until };
}

test('a source is asked at the start, and once more when the schedules begin anew', async () => {
  const { schedules, runs } = begin('0 0 1 1 *');
  await using _ = schedules;
  await schedules.start();
  // As after a step of the clock.
  await schedules.start();

  expect(runs).toHaveLength(2);
});

test('a source is asked by its schedule', async () => {
  const { schedules, runs, until } = begin();
  await using _ = schedules;
  await schedules.start();
  await until(() => runs.length > 2);

  expect(runs.length).toBeGreaterThan(2);
});

test('what is under way is cut when the schedules end, and waited for', async () => {
  const { schedules, runs } = begin();
  await schedules.start();
  await schedules[Symbol.asyncDispose]();

  expect(runs.map(({ signal }) => signal.aborted)).toEqual([true]);
});

test('a schedule that is not kept says so by name, by what clock, and not at every tick', async () => {
  const lines: Record<string, unknown>[] = [];
  const published = Promise.withResolvers<void>();
  const twice = Promise.withResolvers<void>();
  let overlaps = 0;
  await using schedules = new Schedules({
    collector: {
      run: async () => true,
      publish: () => published.promise,
      clock: {
        state: 'off',
        offset: 1_200,
        uncertainty: 1,
        servers: 2,
        since: '2024-11-24T07:00:00+09:00',
        action: 'Set it.',
      },
    },
    sources: [],
    log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    telemetry: {
      ...noTelemetry,
      scheduleEvent: (_schedule, event) => {
        overlaps += Number(event === 'overlap');
        if (overlaps === 2) twice.resolve();
      },
    },
    publishCron: '* * * * * *',
  });
  await schedules.start();
  await twice.promise;
  published.resolve();

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    code: 'scheduler',
    schedule: 'publish',
    clockOffset: 1_200,
    msg: "The schedule publish was not kept. The clock of this machine is 20 min ahead of the upstreams'.",
  });
});
