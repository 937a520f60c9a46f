import type { Snapshot } from '../snapshot/snapshot.ts';
import {
  dayBefore,
  type PastTemperature,
  type TemperatureChanges,
  temperatureChanges,
} from '../snapshot/temperature-change.ts';
import {
  type ExtremesByStation,
  extremesByStation,
  extremesOfDay,
  hoursOfDay,
} from '../snapshot/temperature-extremes.ts';
import { hours, type Instant } from '../time/clock.ts';
import type { HistoryStore } from './store.ts';

type ByStation = ReadonlyMap<string, readonly PastTemperature[]>;

/**
 * The temperatures of the day before and of this one. An hour that has ended an hour ago changes no
 * more, and is read once.
 */
export class PastTemperatures {
  readonly #store: Pick<HistoryStore, 'temperatures'>;
  #hours: ReadonlyMap<Instant, ByStation> = new Map();
  /** Of today, without the temperatures themselves: of every station they are many. */
  #extremes: ReadonlyMap<Instant, ExtremesByStation> = new Map();

  constructor(store: Pick<HistoryStore, 'temperatures'>) {
    this.#store = store;
  }

  /**
   * What the temperatures of a snapshot are against those of the day before. Rejects with
   * StoreError.
   */
  async changesOf(snapshot: Snapshot): Promise<TemperatureChanges> {
    this.#hours = await this.#read(hoursBefore(snapshot));
    return temperatureChanges(snapshot, (station, observedAt) =>
      hoursOf(observedAt).flatMap((hour) => this.#hours.get(hour)?.get(station) ?? []),
    );
  }

  /** The extremes of the day so far. Rejects with StoreError. */
  async extremesOf(snapshot: Snapshot): Promise<ExtremesByStation> {
    const needed = new Set([...timesOf(snapshot)].flatMap(hoursOfDay));
    const open = startOfHour(snapshot.at) - hours(1);
    const read = new Map<Instant, ExtremesByStation>();
    for (const hour of needed) {
      const known = hour < open ? this.#extremes.get(hour) : undefined;
      read.set(hour, known ?? extremesByStation(await this.#store.temperatures(hour)));
    }
    this.#extremes = read;
    return extremesOfDay(snapshot, (hour) => read.get(hour));
  }

  /** Those read before are kept as long as they are needed. */
  async #read(needed: ReadonlySet<Instant>): Promise<ReadonlyMap<Instant, ByStation>> {
    const read = new Map<Instant, ByStation>();
    for (const hour of needed) {
      const known = this.#hours.get(hour);
      const byStation =
        known ?? Map.groupBy(await this.#store.temperatures(hour), ({ station }) => station);
      read.set(hour, byStation);
    }
    return read;
  }
}

function hoursBefore(snapshot: Snapshot): Set<Instant> {
  return new Set([...timesOf(snapshot)].flatMap(hoursOf));
}

function timesOf({ stations }: Snapshot): Set<Instant> {
  return new Set(stations.flatMap(({ elements }) => elements.temperature?.shown?.observedAt ?? []));
}

/** The hours of the day before in which the temperature of the same time can be. */
function hoursOf(observedAt: Instant): Instant[] {
  const { from, until } = dayBefore(observedAt);
  return [...new Set([startOfHour(from), startOfHour(until)])];
}

function startOfHour(instant: Instant): Instant {
  return Math.floor(instant / hours(1)) * hours(1);
}
