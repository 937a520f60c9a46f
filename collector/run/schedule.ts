import type { ClockHealth } from '@nalssi/schemas';
import { type ScheduledTask, schedule, type TaskOptions } from 'node-cron';
import { sources } from '../sources/registry.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type Duration, minutes, seconds } from '../time/clock.ts';
import { besideClock } from '../time/clock-words.ts';
import type { SourceConfig } from '../transport/source-config.ts';

/** Every minute at second 5: ages and expiry move on even when no source has anything new. */
export const publishCron = '5 * * * * *';

/** Every minute at second 40, when nothing else is done. */
const tableLook = '40 * * * * *';

/** Every minute at second 20: whether the clock needs another witness. */
const clockLook = '20 * * * * *';

/** Between all collectors. */
const tableJitter: Duration = minutes(20);

/** Late is better than not at all: node-cron drops a tick that wakes later than its tolerance. */
const tolerance: Duration = seconds(50);

/** A schedule that is not kept says so once in this time; the metrics count every tick. */
const sayAgainAfter: Duration = minutes(10);

/** What is done on schedules. */
interface Scheduled {
  run(id: SourceId, signal: AbortSignal): Promise<unknown>;
  publish(): Promise<unknown>;
  /** When tables are asked for, beside when they are due; `null` where they are not. */
  readonly tableSchedule?: { readonly id: string; readonly cron: string } | null;
  readonly areTablesDue?: boolean;
  refreshTables?(signal: AbortSignal): Promise<unknown>;
  /** A source to ask once more for what time it is; `null` for none. */
  readonly clockWitness?: SourceId | null;
  /** The clock that the schedules go by; `null` for one that is not to be that of now. */
  readonly clock?: ClockHealth | null;
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
  /** When the log last said that a schedule was not kept, and how often it was not since; monotonic. */
  readonly #unkept = new Map<string, { readonly at: Duration; more: number }>();
  #tables: Promise<void> | null = null;
  #tasks: readonly ScheduledTask[] = [];

  constructor(options: SchedulesOptions) {
    this.#options = options;
  }

  /** Asks all sources now, and from now on by the clock as it stands. */
  async start(): Promise<void> {
    await this.#stop();
    if (this.#abort.signal.aborted) return;
    const { collector, publishCron: cron, telemetry } = this.#options;
    this.#tasks = [
      ...this.#options.sources.map((source) =>
        schedule(source.cron, () => this.#ask(source.id), {
          ...this.#named(source.id),
          // A schedule by the second is for trying things out: jitter would defeat it.
          maxRandomDelay: isBySecond(source.cron) ? 0 : sources[source.id].jitter,
        }),
      ),
      schedule(cron, () => collector.publish(), { ...this.#named('publish'), noOverlap: true }),
      schedule(clockLook, () => this.#askForTime(), this.#named('clock')),
      ...this.#tableTasks(),
    ];
    for (const task of this.#tasks) {
      const name = task.name ?? 'unnamed';
      task.on('execution:overlap', () => telemetry.scheduleEvent(name, 'overlap'));
      task.on('execution:missed', () => telemetry.scheduleEvent(name, 'missed'));
      task.on('execution:failed', () => telemetry.scheduleEvent(name, 'failed'));
    }
    for (const { id } of this.#options.sources) void this.#ask(id);
  }

  /** What all schedules share, under a name by which their warnings can be told apart. */
  #named(name: string): TaskOptions {
    const { log } = this.#options;
    return {
      name,
      timezone: 'Asia/Seoul',
      missedExecutionTolerance: tolerance,
      logger: {
        info: () => undefined,
        debug: () => undefined,
        warn: (detail) => this.#tellUnkept(name, detail),
        error: (error) =>
          log.error(
            { code: 'scheduler', schedule: name, err: error },
            `The schedule ${name} failed.`,
          ),
      },
    };
  }

  #tellUnkept(name: string, detail: string): void {
    const now = performance.now();
    const last = this.#unkept.get(name);
    if (last !== undefined && now - last.at < sayAgainAfter) {
      last.more += 1;
      return;
    }
    this.#unkept.set(name, { at: now, more: 0 });
    const unsaid = last === undefined || last.more === 0 ? {} : { unsaid: last.more };
    const { facts, sentence } = besideClock(this.#options.collector.clock ?? null);
    this.#options.log.warn(
      { code: 'scheduler', schedule: name, detail, ...unsaid, ...facts },
      `The schedule ${name} was not kept.${sentence}`,
    );
  }

  /** The day's, and a look whether they are late or KMA has redrawn its zones. */
  #tableTasks(): ScheduledTask[] {
    const { collector } = this.#options;
    const { tableSchedule = null } = collector;
    if (tableSchedule === null) return [];
    const { id, cron } = tableSchedule;
    const maxRandomDelay = isBySecond(cron) ? 0 : tableJitter;
    return [
      schedule(cron, () => this.#refresh(id), { ...this.#named(id), maxRandomDelay }),
      schedule(
        tableLook,
        () => (collector.areTablesDue === true ? this.#refresh(id) : undefined),
        this.#named('tables'),
      ),
    ];
  }

  /** Asks for the tables, unless they are being asked for already. Never throws. */
  #refresh(id: string): Promise<void> {
    const { collector } = this.#options;
    this.#tables ??= this.#run(id, async (signal) => collector.refreshTables?.(signal)).finally(
      () => {
        this.#tables = null;
      },
    );
    return this.#tables;
  }

  /** Asks a source; its runner sees to it that runs end, and that there is one at a time. Never throws. */
  #ask(id: SourceId): Promise<void> {
    const { collector } = this.#options;
    const run = this.#run(id, (signal) => collector.run(id, signal)).finally(() =>
      this.#runs.delete(run),
    );
    this.#runs.add(run);
    return run;
  }

  #askForTime(): Promise<void> | undefined {
    const { clockWitness = null } = this.#options.collector;
    return clockWitness === null ? undefined : this.#ask(clockWitness);
  }

  async #run(id: string, task: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const { log } = this.#options;
    try {
      await task(this.#abort.signal);
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
    await Promise.all([...this.#runs, this.#tables]);
  }
}

function isBySecond(cron: string): boolean {
  return cron.trim().split(/\s+/).length > 5;
}
