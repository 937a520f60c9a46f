import type { Instant } from '../time/clock.ts';

/** What was observed first in an hour at each station; never what failed the checks. */
export interface HourlyValues {
  readonly hour: Instant;
  /** °C. */
  readonly temperature: HourlyElement;
  /** mm in the last 60 minutes. */
  readonly rain: HourlyElement;
}

export interface HourlyElement {
  readonly values: ReadonlyMap<string, number>;
  /** Stations of which the checks doubt the value. */
  readonly suspect: ReadonlySet<string>;
}
