import { Script } from 'node:vm';
import type { Duration } from './clock.ts';

/** A task took longer than it was given, and was cut off where it stood. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/** The way into a script for a task: scripts see globals alone. */
const slot = Symbol.for('nalssi.run-in-time');
const holder = globalThis as { [slot]?: (() => unknown) | undefined };
const script = new Script("globalThis[Symbol.for('nalssi.run-in-time')]()");

/** Times that a task is begun which the machine gave no time, before it is taken for the task's own fault. */
const mostTries = 3;

/**
 * Runs `task`, which must be synchronous and keep no state of its own outside, and ends it after
 * `limit` of wall time wherever it stands, in a loop or in a regular expression. Throws
 * OutOfTimeError then, and whatever the task throws. Tasks do not nest.
 *
 * V8's own watchdog does it, as for scripts of others: 0.3 ms a call and no memory. A thread that
 * can be ended was measured beside it: 200 ms to start and 25 to 60 MB resident that are not given
 * back after its end, for tasks that take 1 to 40 ms. The price is that the process does nothing
 * else for at most `limit`; and that on a machine with much else to do the time may pass without
 * the task: what had less than half of it is begun anew, twice at most.
 */
export function runInTime<Result>(limit: Duration, task: () => Result): Result {
  if (holder[slot] !== undefined) throw new Error('A task in time cannot start another.');
  holder[slot] = task;
  try {
    for (let tries = 1; ; tries += 1) {
      const before = process.threadCpuUsage();
      try {
        return script.runInThisContext({ timeout: limit }) as Result;
      } catch (error) {
        const isCut = error instanceof Error && 'code' in error;
        if (!isCut || error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
        const { user, system } = process.threadCpuUsage(before);
        const hadItsTime = user + system >= (limit / 2) * 1_000;
        if (!hadItsTime && tries < mostTries) continue;
        throw new OutOfTimeError(`not done after ${limit} ms`, { cause: error });
      }
    }
  } finally {
    holder[slot] = undefined;
  }
}
