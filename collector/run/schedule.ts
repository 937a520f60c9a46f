import { type ScheduledTask, schedule, setLogger } from 'node-cron';
import { sources } from '../sources/registry.ts';
import type { SourceConfig } from '../sources/source-config.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type Duration, seconds } from '../time/clock.ts';

/** Every minute at second 5: ages and expiry move on even when no source has anything new. */
export const publishCron = '5 * * * * *';

/** Late is better than not at all: node-cron drops a tick that wakes later than its tolerance. */
const tolerance: Duration = seconds(50);

/** What is done on schedules. */
export interface Scheduled {
  run(id: SourceId, signal: AbortSignal): Promise<unknown>;
  publish(): Promise<unknown>;
}

export interface SchedulesOptions {
  readonly collector: Scheduled;
  readonly sources: readonly SourceConfig[];
  readonly log: Logger;
  readonly telemetry: Telemetry;
  /** When the feed is published whatever the sources do. */
  readonly publishCron: string;
}

/**
 * The schedules of a collector: one a source, and the publish of every minute. Disposing cuts the runs under way and waits for them.
 */
export class Schedules implements AsyncDisposable {
  readonly #options: SchedulesOptions;
  readonly #abort = new AbortController();
  /** Those that the end waits for. */
  readonly #runs = new Set<Promise<void>>();
  #tasks: readonly ScheduledTask[] = [];

  constructor(options: SchedulesOptions) {
    const { log } = options;
    this.#options = options;
    setLogger({
      info: () => undefined,
      debug: () => undefined,
      warn: (message) => log.warn({ code: 'scheduler', detail: message }, 'The scheduler warns.'),
      error: (error) => log.error({ code: 'scheduler', err: error }, 'The scheduler failed.'),
    });
  }

  /** Asks all sources now, and from now on by the clock as it stands. */
  async start(): Promise<void> {
    await this.#stop();
    if (this.#abort.signal.aborted) return;
    const { collector, publishCron: cron, telemetry } = this.#options;
    const common = { timezone: 'Asia/Seoul', missedExecutionTolerance: tolerance };
    this.#tasks = [
      ...this.#options.sources.map((source) =>
        schedule(source.cron, () => this.#ask(source.id), {
          ...common,
          name: source.id,
          // A schedule by the second is for trying things out: jitter would defeat it.
          maxRandomDelay:
            source.cron.trim().split(/\s+/).length > 5 ? 0 : sources[source.id].jitter,
        }),
      ),
      schedule(cron, () => collector.publish(), { ...common, name: 'publish', noOverlap: true }),
    ];
    for (const task of this.#tasks) {
      const name = task.name ?? 'unnamed';
      task.on('execution:overlap', () => telemetry.scheduleEvent(name, 'overlap'));
      task.on('execution:missed', () => telemetry.scheduleEvent(name, 'missed'));
      task.on('execution:failed', () => telemetry.scheduleEvent(name, 'failed'));
    }
    for (const { id } of this.#options.sources) void this.#ask(id);
  }

  /** Asks a source; its runner sees to it that runs end, and that there is one at a time. Never throws. */
  #ask(id: SourceId): Promise<void> {
    const run = this.#run(id).finally(() => this.#runs.delete(run));
    this.#runs.add(run);
    return run;
  }

  async #run(id: SourceId): Promise<void> {
    const { collector, log } = this.#options;
    try {
      await collector.run(id, this.#abort.signal);
    } catch (error) {
      log.error({ code: 'run-failed', source: id, err: error }, 'A run failed.');
    }
  }

  async #stop(): Promise<void> {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) await task.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#stop();
    await Promise.all(this.#runs);
  }
}
