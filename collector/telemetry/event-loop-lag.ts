import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * ms between two looks. Each wakes the process: ten a second take 0.14 % of a slow core, of the 0.5 that 97 stations may
 * take, two 0.07. What stops the loop for shorter is seen by chance.
 */
const interval = 1_000;

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
