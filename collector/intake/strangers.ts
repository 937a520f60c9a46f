import type { Catalogue } from '../catalogue/catalogue.ts';
import { type Duration, hours, type Instant } from '../time/clock.ts';

/**
 * Stations that are not in the catalogue, kept of all sources together. KMA opens a few in a year; an
 * upstream that lists others in each answer shall not fill the memory, the store and the feed.
 */
const mostStrangers = 100;

/** One that no source has listed for so long makes room for another. */
const rememberedFor: Duration = hours(1);

/** The stations that nobody knows and that are kept all the same, whichever source lists them. */
export class Strangers {
  readonly #catalogue: Catalogue;
  /** When each was last listed; the longest ago first. */
  readonly #listedAt = new Map<string, Instant>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** Whether a station that a source lists `now` is kept: it is known, or there is room for it. */
  admit(station: string, now: Instant): boolean {
    if (this.#catalogue.find(station) !== undefined) return true;
    if (!this.#listedAt.has(station)) {
      this.#forget(now);
      if (this.#listedAt.size >= mostStrangers) return false;
    }
    this.#listedAt.delete(station);
    this.#listedAt.set(station, now);
    return true;
  }

  /** Whether what is held of a station stays: it is known, or was admitted and not forgotten. */
  has(station: string): boolean {
    return this.#listedAt.has(station) || this.#catalogue.find(station) !== undefined;
  }

  #forget(now: Instant): void {
    for (const [station, listedAt] of this.#listedAt) {
      // A clock that was set back makes times of the future; those begin anew.
      if (listedAt <= now && now - listedAt < rememberedFor) return;
      this.#listedAt.delete(station);
    }
  }
}
