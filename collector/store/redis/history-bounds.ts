import { mostStations } from '../../catalogue/table-bounds.ts';
import { type Clock, hours, type Instant } from '../../time/clock.ts';
import { historyRetention, type StoredReading } from '../store.ts';

/** The clocks of several collectors differ; nobody's by so much. */
const mostAhead = hours(1);

/**
 * Which readings of events are kept: those of the hours that the history has, and of as many stations as an
 * answer may list. Events of others would fill the memory, and not be forgotten.
 */
export class HistoryBounds {
  readonly #clock: Clock;
  /** When each station was last observed; the one heard of the longest ago first. */
  readonly #observed = new Map<string, Instant>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  within<Reading extends StoredReading>(readings: readonly Reading[]): Reading[] {
    const now = this.#clock.now();
    const first = now - historyRetention;
    return readings.filter(
      ({ station, observedAt }) =>
        observedAt >= first &&
        observedAt <= now + mostAhead &&
        this.#admit(station, observedAt, first),
    );
  }

  /** What is of a later time than now would not be forgotten either. */
  latest(instant: Instant): Instant {
    return Math.min(instant, this.#clock.now());
  }

  #admit(station: string, observedAt: Instant, first: Instant): boolean {
    if (!this.#observed.delete(station)) {
      for (const [other, at] of this.#observed) {
        if (at >= first) break;
        this.#observed.delete(other);
      }
      if (this.#observed.size >= mostStations) return false;
    }
    this.#observed.set(station, observedAt);
    return true;
  }
}
