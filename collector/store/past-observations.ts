import { historyHours } from '@nalssi/schemas';
import {
  allTogether,
  beginOfDay,
  type Day,
  type DaySummaries,
  type Days,
  summaryOf,
} from '../snapshot/day-summary.ts';
import { hourOfReading, isDaily } from '../snapshot/hour-readings.ts';
import type { HourlyValues } from '../snapshot/hourly-values.ts';
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
import { type Duration, hours, type Instant, minutes } from '../time/clock.ts';
import type { HistoryEntry, HistoryStore, StoredReadings } from './store.ts';

type ByStation = ReadonlyMap<string, readonly PastTemperature[]>;
type PastStore = Pick<HistoryStore, 'temperatures' | 'readings' | 'hourly'>;

/** Late answers are of hours that are younger than this: older ones are one sum for the whole of them. */
const mayChange: Duration = hours(4);

/** A day up to an hour, which is not in it. */
interface DayUntil extends Day {
  readonly until: Instant;
}

/**
 * What was before a snapshot, hour by hour out of the store. An hour is read once, and anew when
 * something of it was heard.
 */
export class PastObservations {
  readonly #store: PastStore;
  /** The first temperatures of an hour of the day before. */
  readonly #dayBefore = new HourCache<ByStation>();
  /** Of the hours of two days that may still change. */
  readonly #summaries = new HourCache<DaySummaries>();
  /** Those before them, as one: of every hour of 740 stations it would be much to keep. */
  #closed: readonly DayUntil[] = [];
  readonly #hourly = new HourCache<HourlyValues>();
  #hourlyBefore: readonly HourlyValues[] = [];
  #days: Days | null = null;

  constructor(store: PastStore) {
    this.#store = store;
  }

  /** Hears what has come into the store, or has gone from it. */
  heard(entries: readonly Pick<HistoryEntry, 'element' | 'observedAt'>[]): void {
    const times = new Map(entries.map((one) => [`${one.element} ${one.observedAt}`, one]));
    for (const { element, observedAt } of times.values()) {
      const hour = startOfHour(observedAt);
      if (element === 'temperature') this.#dayBefore.forget(hour);
      if (element === 'temperature' || element === 'rain') this.#hourly.forget(hour);
      if (!isDaily(element)) continue;
      const ofDay = hourOfReading(element, observedAt);
      this.#summaries.forget(ofDay);
      this.#closed = this.#closed.filter(({ begin, until }) => ofDay < begin || ofDay >= until);
      this.#days = null;
    }
  }

  /** What was before a snapshot, without its hours. Rejects with StoreError. */
  async pastOf(snapshot: Snapshot): Promise<Past> {
    return {
      changes: {
        day: await this.#changesFromDayBefore(snapshot),
        hour: await this.#changesFromHourBefore(snapshot),
      },
      days: await this.#daysUntil(snapshot.at),
      hourly: [],
    };
  }

  async #changesFromDayBefore(snapshot: Snapshot): Promise<TemperatureChanges> {
    const { day } = comparisons;
    const found = await this.#dayBefore.take(hoursBefore(snapshot, day), async (hour) =>
      Map.groupBy(await this.#store.temperatures(hour), ({ station }) => station),
    );
    return temperatureChanges(snapshot, day, (station, observedAt) =>
      hoursOf(observedAt, day).flatMap((hour) => found.get(hour)?.get(station) ?? []),
    );
  }

  /** All readings of an hour are many, and few of them are near enough: they are read each time. */
  async #changesFromHourBefore(snapshot: Snapshot): Promise<TemperatureChanges> {
    const { hour } = comparisons;
    const windows = [...timesOf(snapshot)].map((time) => timeBefore(time, hour));
    const isNear = (at: Instant) => windows.some(({ from, until }) => at >= from && at <= until);
    const near: PastTemperature[] = [];
    for (const begin of hoursBefore(snapshot, hour)) {
      const stored = await this.#store.readings(begin, 'temperature');
      near.push(...temperaturesOf(begin, stored, isNear));
    }
    const byStation = Map.groupBy(near, ({ station }) => station);
    return temperatureChanges(snapshot, hour, (station) => byStation.get(station) ?? []);
  }

  async #daysUntil(now: Instant): Promise<Days> {
    const today = beginOfDay(now);
    if (this.#days?.today.begin === today) return this.#days;
    const yesterday = today - hours(24);
    const closedBefore = startOfHour(now - mayChange);
    const closed = [
      await this.#closedDay(yesterday, Math.min(closedBefore, today)),
      await this.#closedDay(today, Math.max(closedBefore, today)),
    ];
    const open = hoursBetween(Math.min(closedBefore, today), today + hours(24)).filter(
      (hour) => hour >= closedBefore,
    );
    const found = await this.#summaries.take(new Set(open), (hour) => this.#summariesOf(hour));
    this.#closed = closed;
    const [before, present] = closed.map(({ begin, stations }) => ({
      begin,
      stations: allTogether([
        stations,
        ...[...found].flatMap(([hour, own]) => (beginOfDay(hour) === begin ? [own] : [])),
      ]),
    })) as [Day, Day];
    this.#days = { today: present, yesterday: before };
    return this.#days;
  }

  /** A day up to `until`: what is known of it, and the hours since then. */
  async #closedDay(begin: Instant, until: Instant): Promise<DayUntil> {
    const known = this.#closed.find((day) => day.begin === begin && day.until <= until);
    const parts = known === undefined ? [] : [known.stations];
    for (const hour of hoursBetween(known?.until ?? begin, until)) {
      parts.push(await this.#summariesOf(hour));
    }
    const [only] = parts;
    const stations = parts.length === 1 && only !== undefined ? only : allTogether(parts);
    return { begin, until, stations };
  }

  async #summariesOf(hour: Instant): Promise<DaySummaries> {
    return allTogether(
      (await this.#store.readings(hour)).map(
        ({ element, readings }) =>
          new Map([...readings].map(([station, own]) => [station, summaryOf(element, hour, own)])),
      ),
    );
  }

  /**
   * The hours until now: the present one counts as soon as there is something of it. The same list
   * while nothing is new. Rejects with StoreError.
   */
  async hourlyUntil(now: Instant): Promise<readonly HourlyValues[]> {
    const present = startOfHour(now);
    const needed = hoursBetween(present - hours(historyHours), present + hours(1));
    const found = await this.#hourly.take(new Set(needed), async (hour) => ({
      hour,
      ...hourlyOf(await this.#store.hourly(hour)),
    }));
    const all = [...found.values()];
    const isBegun = (all.at(-1)?.temperature.values.size ?? 0) > 0;
    const hourly = isBegun ? all.slice(1) : all.slice(0, -1);
    const isSame =
      this.#hourlyBefore.length === hourly.length &&
      hourly.every((one, index) => one === this.#hourlyBefore[index]);
    if (!isSame) this.#hourlyBefore = hourly;
    return this.#hourlyBefore;
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

function temperaturesOf(
  hour: Instant,
  stored: readonly StoredReadings[],
  isNear: (at: Instant) => boolean,
): PastTemperature[] {
  return stored.flatMap(({ source, readings }) =>
    [...readings].flatMap(([station, own]) =>
      own.flatMap(([minute, value]) => {
        const observedAt = hour + minutes(minute);
        return isNear(observedAt) ? [{ station, source, observedAt, value }] : [];
      }),
    ),
  );
}

type Hourly = Awaited<ReturnType<HistoryStore['hourly']>>[number];

/** Of each station the value of the source that the collector trusts most. */
function hourlyOf(all: readonly Hourly[]): Pick<HourlyValues, 'temperature' | 'rain'> {
  const bySource = Map.groupBy(all, ({ source }) => source);
  const of = { temperature: emptyHourly(), rain: emptyHourly() };
  for (const source of sourceIds) {
    for (const { element, station, value, quality } of bySource.get(source) ?? []) {
      const { values, suspect } = of[element];
      if (values.has(station)) continue;
      values.set(station, value);
      if (quality === 'suspect') suspect.add(station);
    }
  }
  return of;
}

function emptyHourly() {
  return { values: new Map<string, number>(), suspect: new Set<string>() };
}

function timesOf({ stations }: Snapshot): Set<Instant> {
  return new Set(stations.flatMap(({ elements }) => elements.temperature?.shown?.observedAt ?? []));
}

/** The hours in which the temperatures can be that those of a snapshot are compared with. */
function hoursBefore(snapshot: Snapshot, comparison: Comparison): Set<Instant> {
  return new Set([...timesOf(snapshot)].flatMap((time) => hoursOf(time, comparison)));
}

function hoursOf(observedAt: Instant, comparison: Comparison): Instant[] {
  const { from, until } = timeBefore(observedAt, comparison);
  return [...new Set([startOfHour(from), startOfHour(until)])];
}

/** The hours that begin from `from` on and before `until`. */
function hoursBetween(from: Instant, until: Instant): Instant[] {
  return Array.from(
    { length: Math.max(0, (until - from) / hours(1)) },
    (_, index) => from + hours(index),
  );
}

function startOfHour(instant: Instant): Instant {
  return Math.floor(instant / hours(1)) * hours(1);
}
