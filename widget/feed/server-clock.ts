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

/**
 * A feed publishes at least every ten minutes, and answers at any time: an answer that is older than
 * two of them has been kept somewhere. Milliseconds.
 */
const staleAfter = 1_200_000;

/** Seconds until a server that ticks is sure to say another time; it says whole ones. */
export const toTellApart = 2;

/** By how much the way of two answers can differ, which say when they were made. */
const mostJitter = 5_000;

/** When the server made an answer, in milliseconds since the epoch; NaN where it does not say. */
function servedAt({ date, age }: ResponseTimes): number {
  return Date.parse(date ?? '') + (Number(age) || 0) * 1000;
}

/**
 * Throws for what is of the future: more than a day after its answer, or after the reader's clock
 * where that does not say when it was made.
 */
export function refuseFuture(time: number, times: ResponseTimes): void {
  if (time > (servedAt(times) || Date.now()) + mostAhead) throw new TypeError();
}

/**
 * The feed's now. It comes from the server, and is advanced by the monotonic clock or by the
 * reader's own, whichever has gone further: the first may stand still while a computer sleeps.
 *
 * A service worker or another cache can give an answer again that is days old and looks like one of
 * now; and a reader's own clock may be wrong by hours. So an answer says that it is that late at
 * least, and the reader's clock is right, until the server is seen to tick: another answer, made
 * as much later as it has come later. Only then the clock is set back, and what was dead by a clock
 * that was wrong can live again.
 */
export class ServerClock {
  /** What each clock is behind the feed's. */
  #behind = Number.NaN;
  #ownBehind = Number.NaN;
  /** When the last answer that was another one was made, and the feed's now when it came. */
  #served = Number.NaN;
  #time = Number.NaN;

  /** Milliseconds since the epoch; NaN before the first snapshot. */
  now(): number {
    return Math.max(this.#behind + performance.now(), this.#ownBehind + Date.now());
  }

  /** Whether the last answer is older than one of now can be. */
  get isLate(): boolean {
    return this.now() - this.#served > staleAfter;
  }

  /**
   * Sets the clock by a snapshot that has just arrived, and says whether another answer would tell
   * if this one is old or the reader's clock wrong. In replay the feed's own time is `generatedAt`.
   * Where `Date` cannot be read (a feed on another origin that does not expose it) `generatedAt`
   * must do as well.
   */
  set(
    { mode, generatedAt }: Pick<TickerSnapshot, 'mode' | 'generatedAt'>,
    times: ResponseTimes,
  ): boolean {
    const isReplay = mode === 'replay';
    const date = isReplay ? 0 : servedAt(times) || 0;
    // Nothing is served before it is made: a cache that sends no Age can look that way.
    const served = Math.max(date, generatedAt);
    // The same answer again: it tells nothing of what has passed since.
    if (served === this.#served) return false;
    const own = Date.now();
    const passed = served - this.#served;
    const jitter = date ? mostJitter : staleAfter;
    const now = this.now() || own;
    const isAhead = now - served > jitter;
    // By both clocks: while a computer slept, an answer of before may have come to lie in a cache.
    const ticks = passed > 0 && Math.abs(passed - now + this.#time) < jitter;
    const time = isReplay || (isAhead && ticks) ? served : Math.max(served, now);
    this.#served = served;
    this.#time = time;
    this.#behind = time - performance.now();
    this.#ownBehind = time - own;
    return this.isLate;
  }
}
