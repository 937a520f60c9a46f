import type { Reading } from '../../sources/reading.ts';
import { type Instant, minutes } from '../../time/clock.ts';

/** The temperatures of many stations at one moment, °C by station number. */
export interface TemperatureField {
  readonly observedAt: Instant;
  readonly values: ReadonlyMap<string, number>;
}

/** One temperature of a station, with its time. */
export interface TimedTemperature {
  readonly station: string;
  readonly observedAt: Instant;
  readonly value: number;
}

/** What is so far from the moment of most belongs to another one: an answer may hold two hours. */
const apart = minutes(30);

/** The moment that most of the temperatures are of, and those of it. `null` without any. */
export function fieldOf(temperatures: readonly TimedTemperature[]): TemperatureField | null {
  const times = temperatures.map(({ observedAt }) => observedAt).sort((a, b) => a - b);
  const observedAt = times[times.length >> 1];
  if (observedAt === undefined) return null;
  const values = new Map<string, number>();
  for (const one of temperatures) {
    if (Math.abs(one.observedAt - observedAt) < apart) values.set(one.station, one.value);
  }
  return { observedAt, values };
}

/** A station that two moments have: °C before and after, and the change, K. */
export interface ChangedTemperature {
  readonly station: string;
  readonly old: number;
  readonly value: number;
  readonly change: number;
}

/** The stations that both moments have, in the order of the later one. */
export function changedTemperatures(
  before: TemperatureField,
  after: TemperatureField,
): ChangedTemperature[] {
  return [...after.values].flatMap(([station, value]) => {
    const old = before.values.get(station);
    return old === undefined ? [] : [{ station, old, value, change: value - old }];
  });
}

/** The temperatures that an answer holds. */
export function temperaturesOf(readings: readonly Reading[]): TimedTemperature[] {
  return readings.flatMap(({ station, observedAt, elements: { temperature } }) =>
    temperature !== undefined && 'value' in temperature
      ? [{ station, observedAt, value: temperature.value }]
      : [],
  );
}
