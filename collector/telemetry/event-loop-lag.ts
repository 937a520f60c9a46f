import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * ms between two looks. Of ten looks a second, each of which wakes the process, a slow machine took 0.17 % of a core for:
 * a third of all that 97 stations take. What stops the loop for shorter is seen by chance.
 */
const interval = 500;

/** How late the event loop is for what is due. */
export class EventLoopLag {
  readonly #looks = monitorEventLoopDelay({ resolution: interval });

  constructor() {
    this.#looks.enable();
  }

  /** Seconds, the longest since the last question. Node counts from look to look. */
  take(): number {
    const longest = this.#looks.count === 0 ? 0 : this.#looks.max / 1e6 - interval;
    this.#looks.reset();
    return Math.max(0, longest) / 1_000;
  }
}
