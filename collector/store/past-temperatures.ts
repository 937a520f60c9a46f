import type { Snapshot } from '../snapshot/snapshot.ts';
import {
  dayBefore,
  type PastTemperature,
  type TemperatureChanges,
  temperatureChanges,
} from '../snapshot/temperature-change.ts';
import { hours, type Instant } from '../time/clock.ts';
import type { Store } from './store.ts';

type ByStation = ReadonlyMap<string, readonly PastTemperature[]>;

/** The temperatures of the day before, which change no more: each hour is read once. */
export class PastTemperatures {
  readonly #store: Store;
  #hours: ReadonlyMap<Instant, ByStation> = new Map();

  constructor(store: Store) {
    this.#store = store;
  }

  /** What the temperatures of a snapshot are against those of the day before. Throws StoreError. */
  changesOf(snapshot: Snapshot): TemperatureChanges {
    const used = new Map<Instant, ByStation>();
    const read = (hour: Instant) => {
      const byStation =
        used.get(hour) ??
        this.#hours.get(hour) ??
        Map.groupBy(this.#store.temperatures(hour), ({ station }) => station);
      used.set(hour, byStation);
      return byStation;
    };
    const changes = temperatureChanges(snapshot, (station, observedAt) => {
      const { from, until } = dayBefore(observedAt);
      return [...new Set([startOfHour(from), startOfHour(until)])].flatMap(
        (hour) => read(hour).get(station) ?? [],
      );
    });
    this.#hours = used;
    return changes;
  }
}

function startOfHour(instant: Instant): Instant {
  return Math.floor(instant / hours(1)) * hours(1);
}
