import { type ScheduledTask, schedule, setLogger } from 'node-cron';
import { sources } from '../sources/registry.ts';
import type { SourceConfig } from '../sources/source-config.ts';
import type { Logger } from '../telemetry/log.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { type Duration, minutes, seconds } from '../time/clock.ts';
import type { Collector } from './collector.ts';

/** Every minute at second 5: ages and expiry move on even when no source has anything new. */
const publishCron = '5 * * * * *';

/** A run that takes longer than this is given up, or `noOverlap` would stop its schedule for good. */
const longestRun: Duration = minutes(2);

/** Late is better than not at all: node-cron drops a tick that wakes later than its tolerance. */
const tolerance: Duration = seconds(50);

/** Starts the schedules of a collector: one a source, and the publish of every minute. */
export class Schedules {
  readonly #tasks: ScheduledTask[];
  readonly #stop = new AbortController();

  constructor(
    collector: Collector,
    configs: readonly SourceConfig[],
    log: Logger,
    telemetry: Telemetry = noTelemetry,
  ) {
    setLogger({
      info: () => undefined,
      debug: () => undefined,
      warn: (message) => log.warn({ code: 'scheduler', detail: message }, 'The scheduler warns.'),
      error: (error) => log.error({ code: 'scheduler', err: error }, 'The scheduler failed.'),
    });
    const common = { timezone: 'Asia/Seoul', noOverlap: true, missedExecutionTolerance: tolerance };
    this.#tasks = [
      ...configs.map(({ id, cron }) =>
        schedule(
          cron,
          () => withinLongestRun(`source ${id}`, collector.run(id, this.#stop.signal), log),
          {
            ...common,
            name: id,
            // A schedule by the second is for trying things out: jitter would defeat it.
            maxRandomDelay: cron.trim().split(/\s+/).length > 5 ? 0 : sources[id].jitter,
          },
        ),
      ),
      schedule(publishCron, () => withinLongestRun('publish', collector.publish(), log), {
        ...common,
        name: 'publish',
      }),
    ];
    for (const task of this.#tasks) {
      const name = task.name ?? 'unnamed';
      task.on('execution:overlap', () => telemetry.scheduleEvent(name, 'overlap'));
      task.on('execution:missed', () => telemetry.scheduleEvent(name, 'missed'));
      task.on('execution:failed', () => telemetry.scheduleEvent(name, 'failed'));
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    for (const task of this.#tasks) await task.destroy();
  }
}

async function withinLongestRun(what: string, run: Promise<unknown>, log: Logger): Promise<void> {
  const { promise: tooLong, resolve } = Promise.withResolvers<'too long'>();
  const timer = setTimeout(() => resolve('too long'), longestRun);
  try {
    if ((await Promise.race([run, tooLong])) === 'too long') {
      log.error(
        { code: 'hanging-run', what, after: longestRun },
        'A run hangs and was given up; the next one starts on time.',
      );
    }
  } finally {
    clearTimeout(timer);
  }
}
