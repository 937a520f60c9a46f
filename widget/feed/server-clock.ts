import type { TickerSnapshot } from './ticker-snapshot.ts';

/** What a response says about the time, besides its body. */
export interface ResponseTimes {
  /** The header `Date`: when the server made the answer. */
  readonly date: string | null;
  /** The header `Age`: seconds the answer has since spent in a shared cache. */
  readonly age: string | null;
}

// Readers whose clock is set to another time zone are no more off than this.
const mostAhead = 86_400_000;

/** When the server made an answer, in milliseconds since the epoch; NaN where it does not say. */
function servedAt({ date, age }: ResponseTimes): number {
  return Date.parse(date ?? '') + (Number(age) || 0) * 1000;
}

/**
 * Throws for what is of the future: more than a day after its answer, or after the reader's clock
 * where that does not say when it was made.
 */
export function refuseFuture(time: number, times: ResponseTimes): void {
  if (time > (servedAt(times) || Date.now()) + mostAhead) throw new RangeError();
}

/**
 * The feed's now. A reader's own clock may be wrong by hours, and then values would die early or
 * live on, so the time comes from the server and is advanced by the monotonic clock. That one may
 * stand still while a computer sleeps, when the reader's own goes on: the one that has advanced
 * further counts.
 */
export class ServerClock {
  readonly #monotonic: () => number;
  readonly #own: () => number;
  /** What each clock is behind the feed's. */
  #behind = Number.NaN;
  #ownBehind = Number.NaN;
  #generatedAt = Number.NaN;

  /** The monotonic clock and the reader's own give milliseconds from any origin. */
  constructor(
    monotonic: () => number = () => performance.now(),
    own: () => number = () => Date.now(),
  ) {
    this.#monotonic = monotonic;
    this.#own = own;
  }

  /** Milliseconds since the epoch; NaN before the first snapshot. */
  now(): number {
    return Math.max(this.#behind + this.#monotonic(), this.#ownBehind + this.#own());
  }

  /**
   * Sets the clock by a snapshot that has just arrived. In replay the feed's own time is
   * `generatedAt`. Where `Date` cannot be read (a feed on another origin that does not expose it)
   * `generatedAt` must do as well; then, and in replay, the same `generatedAt` again means that
   * nothing was published, and setting the clock by it would hold the clock still.
   */
  set(snapshot: TickerSnapshot, times: ResponseTimes): void {
    const { mode, generatedAt } = snapshot;
    const served = mode === 'replay' ? Number.NaN : servedAt(times);
    // Nothing is served before it is made: a cache that sends no Age can look that way.
    const time = Math.max(served || 0, generatedAt);
    if (!served && generatedAt === this.#generatedAt) return;
    this.#generatedAt = generatedAt;
    this.#behind = time - this.#monotonic();
    this.#ownBehind = time - this.#own();
  }
}
