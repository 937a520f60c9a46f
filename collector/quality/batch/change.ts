import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Duration } from '../../time/clock.ts';
import { correlation, median, spreadOf } from '../statistics.ts';
import { type LocatedValue, roughnessOf } from './roughness.ts';
import { type ListedChange, ownFitOf } from './row-order.ts';
import { seasonAt } from './season.ts';
import type { TemperatureField } from './temperature-field.ts';

/** How the temperatures of the country went from one moment to another. */
export interface Change {
  /** Stations that both moments have. */
  readonly stations: number;
  /** Negative where the second moment is the earlier one. */
  readonly elapsed: Duration;
  /** Median of what the stations changed by, K. */
  readonly median: number;
  /** The same without what the hour of the day usually brings, K. */
  readonly unusual: number;
  /**
   * How much a station's change differs from that of its neighbours, K: the median of all. Weather
   * changes by regions, however much; numbers that went to other stations change each by itself.
   */
  readonly roughness: number;
  /** How well the pattern of before is that of after: the correlation of the two, -1 to 1. */
  readonly likeness: number;
  /** How much better values fit their own station than the row before or after; see `ownFitOf`. */
  readonly ownFit: number;
  /** From the tenth of the stations that changed least to that which changed most, K. */
  readonly spread: number;
  /** How far the stations' changes are from the median of them, K: the median. */
  readonly unevenness: number;
  /** Whether what was below zero seems to have lost its sign. */
  readonly isMirrored: boolean;
  /** How much wider the country's temperatures spread than before: 1 is as much. */
  readonly widening: number;
}

export function changeBetween(
  before: TemperatureField,
  after: TemperatureField,
  catalogue: Catalogue,
): Change {
  const changes: number[] = [];
  const located: LocatedValue[] = [];
  const pairs: [number, number][] = [];
  const listed: ListedChange[] = [];
  for (const [station, value] of after.values) {
    const old = before.values.get(station);
    listed.push(old === undefined ? null : [old, value]);
    if (old === undefined) continue;
    const change = value - old;
    changes.push(change);
    pairs.push([old, value]);
    const { lat = null, lon = null } = catalogue.find(station) ?? {};
    if (lat !== null && lon !== null) located.push({ lat, lon, value: change });
  }
  const middle = median(changes);
  const course = seasonAt(after.observedAt).ofHour - seasonAt(before.observedAt).ofHour;
  return {
    stations: changes.length,
    elapsed: after.observedAt - before.observedAt,
    median: middle,
    unusual: middle - course,
    roughness: roughnessOf(located),
    likeness: correlation(pairs),
    ownFit: ownFitOf(listed),
    spread: spreadOf(changes),
    unevenness: median(changes.map((change) => Math.abs(change - middle))),
    isMirrored: isMirrored(pairs),
    widening: spreadOf(pairs.map(([, value]) => value)) / spreadOf(pairs.map(([value]) => value)),
  };
}

/** Fewer stations well below zero say nothing of a sign, nor does a correlation above this. */
const fewestBelowZero = 6;
const mirrored = -0.5;

/**
 * Nothing is below zero any more, and of the stations that were, those that were coldest are warmest
 * now: a morning that thaws leaves them in their order.
 */
function isMirrored(pairs: readonly (readonly [before: number, after: number])[]): boolean {
  if (pairs.some(([, after]) => after < 0)) return false;
  const cold = pairs.filter(([before]) => before < -1.5);
  return cold.length >= fewestBelowZero && correlation(cold) < mirrored;
}
