import { type Duration, minutes, seconds } from '../time/clock.ts';

/**
 * Without a publish for three minutes, which is three times the usual interval, something hangs:
 * the watchdog ends the process then, and `/livez` says so to whoever asks first.
 */
export const longestSilence: Duration = minutes(3);

/** Between two looks. */
const usualLook: Duration = seconds(10);

/**
 * How long nothing has been published, from the start on. It counts monotonic time in which the
 * process could have published: steps of the wall clock do not reach it, and of the time between
 * two looks only as much as two looks take, for in the rest the process did not run (a laptop
 * closed, a machine moved, SIGSTOP). So one that has just woken is not taken for one that hangs.
 */
export class Silence {
  readonly #now: () => Duration;
  readonly #longestLook: Duration;
  #lookedAt: Duration;
  #length: Duration = 0;

  /** `look`: how often `length` is asked for at least; `now`: monotonic. */
  constructor(look: Duration = usualLook, now: () => Duration = () => performance.now()) {
    this.#now = now;
    this.#longestLook = 2 * look;
    this.#lookedAt = now();
  }

  /** Something was published. */
  break(): void {
    this.#lookedAt = this.#now();
    this.#length = 0;
  }

  get length(): Duration {
    const now = this.#now();
    this.#length += Math.min(now - this.#lookedAt, this.#longestLook);
    this.#lookedAt = now;
    return this.#length;
  }
}
