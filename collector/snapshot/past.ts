import type { Instant } from '../time/clock.ts';
import { type Days, emptyDays } from './day-summary.ts';
import type { HourlyValues } from './hourly-values.ts';
import type { TemperatureChanges } from './temperature-change.ts';

/** What a snapshot is told beside: what was before. */
export interface Past {
  /** K, against the day and the hour before. */
  readonly changes: { readonly day: TemperatureChanges; readonly hour: TemperatureChanges };
  readonly days: Days;
  /**
   * Of the last hours, oldest first, the present one only where there is something of it; none as long
   * as readers wait for what is read first.
   */
  readonly hourly: readonly HourlyValues[];
}

/** Nothing is known of what was before `now`. */
export function noPast(now: Instant): Past {
  return { changes: { day: new Map(), hour: new Map() }, days: emptyDays(now), hourly: [] };
}
