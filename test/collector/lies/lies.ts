import { country } from '../../upstream/country.ts';
import type { UpstreamStation, Weather } from '../../upstream/weather.ts';

/** The surface stations and sixty automatic ones: enough for all that goes by shares. */
export function weatherAt(observedAt: string): Weather {
  const known = made.get(observedAt) ?? makeWeather(observedAt);
  made.set(observedAt, known);
  return known;
}

/** Every lie is told at the same few minutes. */
const made = new Map<string, Weather>();

function makeWeather(observedAt: string): Weather {
  const { stations } = country(observedAt);
  const surface = stations.filter(({ network }) => network === 'asos');
  const automatic = stations.filter(({ network }) => network === 'aws').slice(0, 60);
  return { observedAt, stations: [...surface, ...automatic].map(moved(observedAt)) };
}

/** Each hour is a little unlike the one before, at every station. */
const moved = (observedAt: string) => (station: UpstreamStation) => {
  const hour = Number(observedAt.slice(11, 13));
  return warmed(station, Math.round(4 * Math.sin(hour + Number(station.id))) / 10);
};

function withTemperature(station: UpstreamStation, of: (value: number) => number): UpstreamStation {
  const { temperature = null } = station.values;
  if (temperature === null) return station;
  const value = Math.round(of(temperature) * 10) / 10;
  return { ...station, values: { ...station.values, temperature: value } };
}

const warmed = (station: UpstreamStation, by: number) =>
  withTemperature(station, (value) => value + by);

export interface Lie {
  readonly name: string;
  /** What the upstream says instead of the weather; `before` is what it said last. */
  readonly tell: (weather: Weather, before: Weather) => Weather;
  /** Minutes since the last honest answer. */
  readonly after: number;
}

type Change = (
  station: UpstreamStation,
  index: number,
  all: readonly UpstreamStation[],
) => UpstreamStation;

const each =
  (change: Change) =>
  (weather: Weather): Weather => ({ ...weather, stations: weather.stations.map(change) });

const temperatures = (of: (value: number) => number) =>
  each((station) => withTemperature(station, of));

/** The station that comes next in KMA's lists. */
const next = (index: number, all: readonly UpstreamStation[]) =>
  all[(index + 1) % all.length] as UpstreamStation;

/** The first two rows of surface stations beside each other whose temperatures are 4 K apart or more. */
function apart(all: readonly UpstreamStation[]): readonly [number, number] {
  const at = all.findIndex(({ network, values: { temperature } }, index) => {
    const { temperature: following } = all[index + 1]?.values ?? {};
    return network === 'asos' && Math.abs((temperature ?? 0) - (following ?? 0)) >= 4;
  });
  return [at, at + 1];
}

const of = (name: string, tell: Lie['tell'], after = 60): Lie => ({ name, tell, after });

export const lies: readonly Lie[] = [
  of(
    '10 K too warm',
    temperatures((value) => value + 10),
  ),
  of(
    '10 K too cold',
    temperatures((value) => value - 10),
  ),
  of(
    '7 K too warm',
    temperatures((value) => value + 7),
  ),
  of(
    '18 K too warm, a quarter of an hour later',
    temperatures((value) => value + 18),
    15,
  ),
  of(
    'the same hour again, 30 K warmer',
    (_weather, before) => temperatures((value) => value + 30)(before),
    5,
  ),
  of(
    'the same hour again, 5 K warmer',
    (_weather, before) => temperatures((value) => value + 5)(before),
    5,
  ),
  of(
    '4 K too warm',
    temperatures((value) => value + 4),
  ),
  of('the sign lost', temperatures(Math.abs)),
  of(
    'the sign turned',
    temperatures((value) => -value),
  ),
  of(
    'all zeros',
    temperatures(() => 0),
  ),
  of(
    'one value everywhere',
    temperatures(() => 4.2),
  ),
  of(
    '-9.0 at three stations in ten',
    each((station, index) => (index % 10 < 3 ? withTemperature(station, () => -9) : station)),
  ),
  of(
    '8 K too warm in the south-east',
    each((station) => (station.lat < 36.9 && station.lon > 127.8 ? warmed(station, 8) : station)),
  ),
  of(
    '-9.0 at one station in eleven',
    each((station, index) => (index % 11 === 3 ? withTemperature(station, () => -9) : station)),
  ),
  of(
    'the decimal point lost at one station in twelve',
    each((station, index) =>
      index % 12 === 3 ? withTemperature(station, (value) => value * 10) : station,
    ),
  ),
  of(
    'Fahrenheit',
    temperatures((value) => value * 1.8 + 32),
  ),
  of(
    'Kelvin',
    temperatures((value) => value + 273.15),
  ),
  of(
    'ten times',
    temperatures((value) => value * 10),
  ),
  of(
    'a tenth',
    temperatures((value) => value / 10),
  ),
  of(
    '-99.9 everywhere',
    temperatures(() => -99.9),
  ),
  of(
    '99.9 everywhere',
    temperatures(() => 99.9),
  ),
  of(
    'numbers moved by one row',
    each((station, index, all) => ({ ...station, id: next(index, all).id })),
  ),
  of(
    'values moved by one row',
    each((station, index, all) => ({ ...station, values: next(index, all).values })),
  ),
  of(
    'the list turned over, values only',
    each((station, index, all) => ({
      ...station,
      values: all[all.length - 1 - index]?.values ?? {},
    })),
  ),
  of(
    'strange numbers',
    each((station) => ({ ...station, id: String(60_000 + Number(station.id)) })),
  ),
  of(
    'one row with the name of another station',
    each((station, index, all) =>
      index === 3
        ? { ...station, name: next(index, all).name, values: next(index, all).values }
        : station,
    ),
  ),
  of(
    'two rows exchanged that are 4 K apart',
    each((station, index, all) => {
      const [one, other] = apart(all);
      if (index !== one && index !== other) return station;
      return { ...station, values: all[index === one ? other : one]?.values ?? {} };
    }),
  ),
  of('seven eighths of the values of the hour before', (weather, before) => ({
    ...weather,
    stations: weather.stations.map((station, index) =>
      index % 8 === 0 ? station : (before.stations[index] ?? station),
    ),
  })),
  of('the values of the hour before', (weather, before) => ({
    ...before,
    observedAt: weather.observedAt,
  })),
  of('an hour in the future', (weather) => ({
    ...weather,
    observedAt: weather.observedAt.replace(
      /T(\d\d)/,
      (_all, hour: string) => `T${String(Number(hour) + 1).padStart(2, '0')}`,
    ),
  })),
  of(
    'the temperature of the day before in half of the rows',
    each((station, index) => (index % 2 === 0 ? warmed(station, 9) : station)),
  ),
  of(
    'noise of 5 K',
    each((station, index) => warmed(station, 5 * Math.sin(index * 7))),
  ),
];
