import { hours, type Instant } from '../time/clock.ts';
import { startOfNextKstDay } from '../time/kst.ts';
import type { Snapshot } from './snapshot.ts';
import type { PastTemperature } from './temperature-change.ts';

/** The lowest and the highest of some temperatures, °C. */
export interface TemperatureExtremes {
  readonly low: number;
  readonly high: number;
}

export type ExtremesByStation = ReadonlyMap<string, TemperatureExtremes>;

/** The extremes of each station among `temperatures`. */
export function extremesByStation(temperatures: readonly PastTemperature[]): ExtremesByStation {
  const extremes = new Map<string, TemperatureExtremes>();
  for (const { station, value } of temperatures) {
    const { low, high } = extremes.get(station) ?? { low: value, high: value };
    extremes.set(station, { low: Math.min(low, value), high: Math.max(high, value) });
  }
  return extremes;
}

/** The hours from the midnight before `observedAt`, Korean time, to the one that it is in. */
export function hoursOfDay(observedAt: Instant): Instant[] {
  const begin = startOfNextKstDay(observedAt) - hours(24);
  const count = Math.floor((observedAt - begin) / hours(1)) + 1;
  return Array.from({ length: count }, (_, hour) => begin + hours(hour));
}

/**
 * The extremes of the day so far, of each temperature that is shown. `past` gives those of the hour
 * that begins at an instant. Without a station of which an hour is missing before the present one:
 * the coldest of a day that began at noon is no low.
 */
export function extremesOfDay(
  { stations }: Pick<Snapshot, 'stations'>,
  past: (hour: Instant) => ExtremesByStation | undefined,
): ExtremesByStation {
  const days = new Map<string, TemperatureExtremes>();
  for (const { station, elements } of stations) {
    const shown = elements.temperature?.shown ?? null;
    if (shown === null) continue;
    const now = Number(shown.value);
    const all = hoursOfDay(shown.observedAt).map((hour) => past(hour)?.get(station.id) ?? null);
    const known = all.filter((extremes) => extremes !== null);
    if (all.slice(0, -1).includes(null)) continue;
    days.set(station.id, {
      low: Math.min(now, ...known.map(({ low }) => low)),
      high: Math.max(now, ...known.map(({ high }) => high)),
    });
  }
  return days;
}
