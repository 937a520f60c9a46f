import { historyHours } from '@nalssi/schemas';
import {
  allTogether,
  beginOfDay,
  type DaySummaries,
  type Days,
  summaryOf,
} from '../snapshot/day-summary.ts';
import { hourOfReading, isDaily } from '../snapshot/hour-readings.ts';
import type { HourlyElement, HourlyValues } from '../snapshot/hourly-values.ts';
import type { Past } from '../snapshot/past.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import {
  type Comparison,
  comparisons,
  type PastTemperature,
  type TemperatureChanges,
  temperatureChanges,
  timeBefore,
} from '../snapshot/temperature-change.ts';
import { sourceIds } from '../sources/source-id.ts';
import { hours, type Instant, minutes } from '../time/clock.ts';
import type { HistoryEntry, HistoryStore, StoredReadings } from './store.ts';

type ByStation = ReadonlyMap<string, readonly PastTemperature[]>;
type PastStore = Pick<HistoryStore, 'temperatures' | 'readings' | 'hourly'>;

/**
 * What was before a snapshot, hour by hour out of the store. An hour is read once, and anew when
 * something of it was heard.
 */
export class PastObservations {
  readonly #store: PastStore;
  /** The first temperatures of an hour of the day before, and all of an hour just past. */
  readonly #dayBefore = new HourCache<ByStation>();
  readonly #hourBefore = new HourCache<ByStation>();
  readonly #summaries = new HourCache<DaySummaries>();
  readonly #hourly = new HourCache<HourlyValues>();
  #days: Days | null = null;

  constructor(store: PastStore) {
    this.#store = store;
  }

  /** Hears what has come into the store, or has gone from it. */
  heard(entries: readonly Pick<HistoryEntry, 'element' | 'observedAt'>[]): void {
    const heard = new Set<string>();
    for (const { element, observedAt } of entries) {
      const id = `${element} ${observedAt}`;
      if (heard.has(id)) continue;
      heard.add(id);
      const hour = startOfHour(observedAt);
      this.#dayBefore.forget(hour);
      this.#hourly.forget(hour);
      if (!isDaily(element)) continue;
      this.#hourBefore.forget(hour);
      this.#summaries.forget(hourOfReading(element, observedAt));
      this.#days = null;
    }
  }

  /** What was before a snapshot. Rejects with StoreError. */
  async pastOf(snapshot: Snapshot): Promise<Past> {
    const { day, hour } = comparisons;
    return {
      changes: {
        day: await this.#changesOf(snapshot, day, this.#dayBefore, (at) =>
          this.#store.temperatures(at),
        ),
        hour: await this.#changesOf(snapshot, hour, this.#hourBefore, async (at) =>
          temperaturesOf(at, await this.#store.readings(at)),
        ),
      },
      days: await this.#daysUntil(snapshot.at),
      hourly: await this.#hourlyUntil(snapshot.at),
    };
  }

  async #changesOf(
    snapshot: Snapshot,
    comparison: Comparison,
    cache: HourCache<ByStation>,
    read: (hour: Instant) => Promise<readonly PastTemperature[]>,
  ): Promise<TemperatureChanges> {
    const needed = [...timesOf(snapshot)].flatMap((time) => hoursBefore(time, comparison));
    const found = await cache.take(new Set(needed), async (hour) =>
      Map.groupBy(await read(hour), ({ station }) => station),
    );
    return temperatureChanges(snapshot, comparison, (station, observedAt) =>
      hoursBefore(observedAt, comparison).flatMap((hour) => found.get(hour)?.get(station) ?? []),
    );
  }

  async #daysUntil(now: Instant): Promise<Days> {
    const begin = beginOfDay(now);
    if (this.#days?.today.begin === begin) return this.#days;
    const found = await this.#summaries.take(
      new Set(hoursFrom(begin - hours(24), 48)),
      async (hour) => summariesOf(hour, await this.#store.readings(hour)),
    );
    const dayFrom = (from: Instant) => ({
      begin: from,
      stations: allTogether(hoursFrom(from, 24).flatMap((hour) => found.get(hour) ?? [])),
    });
    this.#days = { today: dayFrom(begin), yesterday: dayFrom(begin - hours(24)) };
    return this.#days;
  }

  /** The present hour counts as soon as there is something of it. */
  async #hourlyUntil(now: Instant): Promise<readonly HourlyValues[]> {
    const present = startOfHour(now);
    const needed = hoursFrom(present - hours(historyHours), historyHours + 1);
    const found = await this.#hourly.take(new Set(needed), async (hour) => ({
      hour,
      ...hourlyOf(await this.#store.hourly(hour)),
    }));
    const all = [...found.values()];
    const newest = all.at(-1);
    const isBegun = newest !== undefined && newest.temperature.values.size > 0;
    return isBegun ? all.slice(1) : all.slice(0, -1);
  }
}

/** What was made of an hour, as long as it is needed. */
class HourCache<Value> {
  #known: ReadonlyMap<Instant, Value> = new Map();

  /** In the order of `needed`; those that are not are forgotten. */
  async take(
    needed: ReadonlySet<Instant>,
    read: (hour: Instant) => Promise<Value>,
  ): Promise<ReadonlyMap<Instant, Value>> {
    const taken = new Map<Instant, Value>();
    for (const hour of needed) taken.set(hour, this.#known.get(hour) ?? (await read(hour)));
    this.#known = taken;
    return taken;
  }

  forget(hour: Instant): void {
    if (!this.#known.has(hour)) return;
    this.#known = new Map([...this.#known].filter(([known]) => known !== hour));
  }
}

function summariesOf(hour: Instant, stored: readonly StoredReadings[]): DaySummaries {
  return allTogether(
    stored.map(
      ({ element, readings }) =>
        new Map([...readings].map(([station, own]) => [station, summaryOf(element, hour, own)])),
    ),
  );
}

function temperaturesOf(hour: Instant, stored: readonly StoredReadings[]): PastTemperature[] {
  return stored.flatMap(({ element, source, readings }) =>
    element !== 'temperature'
      ? []
      : [...readings].flatMap(([station, own]) =>
          own.map(([minute, value]) => ({
            station,
            source,
            observedAt: hour + minutes(minute),
            value,
          })),
        ),
  );
}

type Hourly = Awaited<ReturnType<HistoryStore['hourly']>>[number];

/** Of each station the value of the source that the collector trusts most. */
function hourlyOf(all: readonly Hourly[]): Pick<HourlyValues, 'temperature' | 'rain'> {
  const byTrust = all.toSorted(
    (one, other) => sourceIds.indexOf(other.source) - sourceIds.indexOf(one.source),
  );
  const of = (element: Hourly['element']): HourlyElement => {
    const own = byTrust.filter((one) => one.element === element);
    const last = new Map(own.map((one) => [one.station, one]));
    return {
      values: new Map([...last].map(([station, { value }]) => [station, value])),
      suspect: new Set(
        [...last.values()].flatMap(({ station, quality }) =>
          quality === 'suspect' ? [station] : [],
        ),
      ),
    };
  };
  return { temperature: of('temperature'), rain: of('rain') };
}

function timesOf({ stations }: Snapshot): Set<Instant> {
  return new Set(stations.flatMap(({ elements }) => elements.temperature?.shown?.observedAt ?? []));
}

/** The hours in which the temperature can be that one is compared with. */
function hoursBefore(observedAt: Instant, comparison: Comparison): Instant[] {
  const { from, until } = timeBefore(observedAt, comparison);
  return [...new Set([startOfHour(from), startOfHour(until)])];
}

function hoursFrom(begin: Instant, count: number): Instant[] {
  return Array.from({ length: count }, (_, index) => begin + hours(index));
}

function startOfHour(instant: Instant): Instant {
  return Math.floor(instant / hours(1)) * hours(1);
}
