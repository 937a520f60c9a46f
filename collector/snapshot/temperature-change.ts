import type { SourceId } from '../sources/source-id.ts';
import { type Duration, hours, type Instant, minutes } from '../time/clock.ts';
import type { SourcedValue } from './element-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** A temperature of the history, °C. */
export interface PastTemperature {
  readonly station: string;
  readonly source: SourceId;
  readonly observedAt: Instant;
  readonly value: number;
}

/** By station: how much warmer it is than before, K. Without a station where that is unknown. */
export type TemperatureChanges = ReadonlyMap<string, number>;

/** What a temperature is compared with. */
export interface Comparison {
  /** How long before. */
  readonly length: Duration;
  /** A value that is further from that time says less than nothing of it. */
  readonly furthest: Duration;
}

/** Of the day before the history has a value an hour; of the hour before there is each reading. */
export const comparisons = {
  day: { length: hours(24), furthest: minutes(30) },
  hour: { length: hours(1), furthest: minutes(10) },
} as const satisfies Record<string, Comparison>;

/** When a temperature of `observedAt` can find the one that it is compared with. */
export function timeBefore(
  observedAt: Instant,
  { length, furthest }: Comparison,
): { from: Instant; until: Instant } {
  const at = observedAt - length;
  return { from: at - furthest, until: at + furthest };
}

/**
 * The change of each temperature that is shown against the time before. `past` gives a station's
 * temperatures from then.
 */
export function temperatureChanges(
  { stations }: Pick<Snapshot, 'stations'>,
  comparison: Comparison,
  past: (station: string, now: Instant) => readonly PastTemperature[],
): TemperatureChanges {
  const changes = new Map<string, number>();
  for (const { station, elements } of stations) {
    const shown = elements.temperature?.shown ?? null;
    if (shown === null) continue;
    const before = nearest(past(station.id, shown.observedAt), shown, comparison);
    // Adding 0 makes 0 of -0, which JSON has and nobody reads.
    if (before !== null) {
      changes.set(station.id, Math.round((Number(shown.value) - before.value) * 10) / 10 + 0);
    }
  }
  return changes;
}

/** Of the same source, where there is one: sources may read different sensors. Then in time. */
function nearest(
  candidates: readonly PastTemperature[],
  { observedAt, source }: SourcedValue,
  comparison: Comparison,
): PastTemperature | null {
  const { from, until } = timeBefore(observedAt, comparison);
  const middle = (from + until) / 2;
  const order = (one: PastTemperature, other: PastTemperature) =>
    Number(other.source === source) - Number(one.source === source) ||
    Math.abs(one.observedAt - middle) - Math.abs(other.observedAt - middle) ||
    one.observedAt - other.observedAt;
  const inTime = candidates.filter((past) => past.observedAt >= from && past.observedAt <= until);
  return inTime.toSorted(order)[0] ?? null;
}
