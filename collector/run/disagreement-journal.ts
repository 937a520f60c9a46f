import type { Disagreement } from '../snapshot/disagreements.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';

/** Sources that agree for so long agree again; a moment of it is told neither as end nor as begin. */
const settledAfter: Duration = minutes(30);

/** So many are named in a line. */
const mostNamed = 20;

/** Tells the log where sources contradict each other: once when it begins, once when it is over. */
export class DisagreementJournal {
  readonly #log: Logger;
  /** When the sources of a station were last seen to disagree. */
  readonly #seenAt = new Map<string, Instant>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** `found`: at `now`. */
  tell(found: readonly Disagreement[], now: Instant): void {
    const fresh = found.filter(({ station }) => !this.#seenAt.has(station));
    for (const { station } of found) this.#seenAt.set(station, now);
    if (fresh.length > 0) {
      this.#log.warn(
        {
          code: 'sources-disagree',
          stations: fresh.slice(0, mostNamed).map(described),
          count: fresh.length,
          action: 'Compare the station with its neighbours; health.json names both values.',
        },
        'Sources give temperatures of one station of which only one can be true. The one that is shown is marked suspect.',
      );
    }
    const over = [...this.#seenAt].filter(([, seenAt]) => now - seenAt >= settledAfter);
    for (const [station] of over) this.#seenAt.delete(station);
    if (over.length > 0) {
      const stations = over.slice(0, mostNamed).map(([station]) => station);
      this.#log.info(
        { code: 'sources-agree', stations, count: over.length },
        'The sources agree again, or only one of them is left.',
      );
    }
  }
}

/** `108 kma-aws 10.8, kma-map 2.8`: the one that is shown stands first. */
function described({ station, shown, others }: Disagreement): string {
  const values = [shown, ...others].map(({ source, value }) => `${source} ${value}`);
  return `${station} ${values.join(', ')}`;
}
