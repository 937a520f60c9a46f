import {
  type BoardFile,
  type HistoryFile,
  type PlacesFile,
  placeCatalogue,
  type StationFile,
  type StationsFile,
  stationCatalogue,
  type WarningsFile,
} from '@nalssi/schemas';

import { zoneStationOf } from '../../../collector/catalogue/zone-station.ts';

// Files of boards as the feed has them, of invented values that go with place and height.

/** When they are made. */
export const madeAt = '2026-11-27T14:10:05+09:00';
const observedAt = '2026-11-27T14:07:00+09:00';
const expiresAt = '2026-11-27T16:30:00+09:00';

const envelope = {
  version: '1.0',
  mode: 'live',
  generatedAt: madeAt,
  changedAt: madeAt,
  ttl: 60,
  sequence: 7,
  status: 'ok',
  attribution: { text: '기상청 제공', url: 'https://www.weather.go.kr' },
} as const;

const schema = (kind: string) => `https://weather.example.com/v1/schema/1.0/${kind}.schema.json`;

/** Stations of a board: of a region all, of `KR` those on the surface. */
export function stationsOf(id: string): readonly (typeof stationCatalogue)[number][] {
  return stationCatalogue
    .filter(({ region, network }) => (id === 'KR' ? network === 'asos' : region === id))
    .toSorted((one, other) => Number(one.id) - Number(other.id));
}

const tenth = (value: number) => Math.round(value * 10) / 10;
/** A number in [0, 1) that is always the same for a station. */
const chance = (id: string, salt: number) =>
  (((Number(id) * 9301 + salt * 49_297) % 233_280) / 233_280 + 1) % 1;

function temperatureOf(id: string, lat: number, elevation: number): number {
  return tenth(9 - (lat - 36) * 1.6 - elevation * 0.0065 + (chance(id, 1) - 0.5) * 3);
}

/** `boards/KR-44.json`. */
export function boardFileOf(id: string, changes: Partial<BoardFile> = {}): BoardFile {
  const stations = stationsOf(id);
  const all = <Value>(make: (station: (typeof stations)[number]) => Value) => stations.map(make);
  const now = ({ id, lat, elevation }: (typeof stations)[number]) =>
    temperatureOf(id, lat ?? 36, elevation ?? 0);
  const day = (date: string, shift: number): BoardFile['today'] => ({
    date,
    temperatureHigh: all((station) => tenth(now(station) + 1.2 + shift)),
    temperatureHighAt: all(() => '13:42'),
    temperatureLow: all((station) => tenth(now(station) - 8.4 + shift)),
    temperatureLowAt: all(() => '06:51'),
    windSpeedHigh: all(({ id }) => tenth(chance(id, 3) * 9)),
    windSpeedHighAt: all(() => '11:20'),
    rainDay: all(({ id }) => (chance(id, 4) > 0.8 ? tenth(chance(id, 5) * 12) : 0)),
    rainDayAt: all(() => '14:07'),
    hours: all(() => 15),
  });
  return {
    $schema: schema('board'),
    ...envelope,
    summary: {
      stations: stations.length,
      fresh: stations.length,
      carried: 0,
      expired: 0,
      never: 0,
    },
    region: id as BoardFile['region'],
    stations: all((station) => station.id),
    state: all(() => 'fresh'),
    observedAt: all(() => observedAt),
    expiresAt: all(() => expiresAt),
    temperature: all(now),
    feelsLike: all((station) => tenth(now(station) - chance(station.id, 6) * 4)),
    humidity: all(({ id }) => Math.round(35 + chance(id, 7) * 55)),
    windSpeed: all(({ id }) => tenth(chance(id, 8) * 7)),
    windDirection: all(({ id }) => Math.round(chance(id, 9) * 35) * 10 + 10),
    rain: all(({ id }) => (chance(id, 4) > 0.8 ? tenth(chance(id, 5) * 4) : 0)),
    rainDay: all(({ id }) => (chance(id, 4) > 0.8 ? tenth(chance(id, 5) * 12) : 0)),
    temperatureChange: all(({ id }) => tenth((chance(id, 10) - 0.5) * 6)),
    temperatureChange1h: all(() => 0.4),
    today: day('2026-11-27', 0),
    yesterday: day('2026-11-26', 1),
    exceptions: [],
    ...changes,
  };
}

/** `boards/KR-44.stations.json`. */
export function boardStationsFileOf(id: string): StationsFile {
  const stations = stationsOf(id);
  return {
    $schema: schema('stations'),
    ...envelope,
    ttl: 86_400,
    summary: {
      stations: stations.length,
      fresh: stations.length,
      carried: 0,
      expired: 0,
      never: 0,
    },
    stations: stations.map(({ wmo: _, warningZone: __, representative: ___, ...station }) => ({
      ...station,
      elements: ['temperature', 'windSpeed', 'rain'],
    })),
    ...(id !== 'KR' && {
      places: placeCatalogue
        .filter(({ region, parent }) => region === id && parent === undefined)
        .map(({ code, name, station, km }) => {
          const zoneStation = zoneStationOf(code, station, stationCatalogue);
          return { code, name, station, km, ...(zoneStation !== null && { zoneStation }) };
        }),
    }),
  };
}

/** `history/KR-44.json`. */
export function historyFileOf(id: string): HistoryFile {
  const stations = stationsOf(id);
  const last = Date.parse('2026-11-27T14:00:00+09:00');
  const hours = Array.from({ length: 24 }, (_, index) => last - (23 - index) * 3_600_000);
  const kst = (time: number) =>
    `${new Date(time + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;
  const entries = stations.map(({ id, lat, elevation }): [string, number[]] => {
    const present = temperatureOf(id, lat ?? 36, elevation ?? 0);
    return [
      id,
      hours.map((time) => {
        const hour = (time / 3_600_000 + 9) % 24;
        const swing = Math.cos(((hour - 14) / 24) * 2 * Math.PI) - 1;
        return tenth(
          present + swing * (3.5 + chance(id, 11) * 2) + (chance(id, hour + 20) - 0.5) * 0.6,
        );
      }),
    ];
  });
  return {
    $schema: schema('history'),
    ...envelope,
    ttl: 600,
    summary: {
      stations: stations.length,
      fresh: stations.length,
      carried: 0,
      expired: 0,
      never: 0,
    },
    region: id as HistoryFile['region'],
    hours: hours.map(kst),
    temperature: Object.fromEntries(entries),
    rain: {},
    dry: stations.map((station) => station.id),
  };
}

/** `stations/232.json`: two days, of which four hours lack. */
export function stationFileOf(id: string): StationFile {
  const station = stationCatalogue.find((one) => one.id === id);
  if (station === undefined) throw new Error(`no station ${id}`);
  const { temperature } = historyFileOf(station.region ?? 'KR');
  const day = temperature[id] ?? [];
  const last = Date.parse('2026-11-27T14:00:00+09:00');
  const kst = (time: number) =>
    `${new Date(time + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;
  const history = Array.from({ length: 48 }, (_, index) => {
    const hour = kst(last - (47 - index) * 3_600_000);
    const value = tenth((day[index % 24] ?? 0) + (index < 24 ? -1.5 : 0));
    const observed = { value, quality: 'pass' as const, source: 'kma-aws', observedAt: hour };
    return { hour, ...(index > 9 && index < 14 ? {} : { temperature: observed }) };
  });
  return {
    $schema: schema('station'),
    ...envelope,
    summary: { stations: 1, fresh: 1, carried: 0, expired: 0, never: 0 },
    station: { ...station, elements: ['temperature'] },
    units: {},
    observation: {},
    history,
  } as unknown as StationFile;
}

/** `places.json`. */
export function boardPlacesFile(): PlacesFile {
  return {
    $schema: schema('places'),
    ...envelope,
    ttl: 86_400,
    summary: { stations: 0, fresh: 0, carried: 0, expired: 0, never: 0 },
    places: placeCatalogue.map(({ centre: _, zones: __, note: ___, ...place }) => place),
  };
}

/** `warnings.json` with a dry advisory in two towns and a wind warning in one. */
export function boardWarningsFile(): WarningsFile {
  const warning = (
    kind: 'dry' | 'strong-wind',
    level: 'advisory' | 'warning',
    zone: string,
    stations: readonly string[],
  ): WarningsFile['warnings'][number] => ({
    kind,
    level,
    zone: { id: null, name: zone },
    placement: 'name',
    stations: [...stations],
    regions: ['KR-44'],
    command: 'issued',
    issuedAt: '2026-11-27T10:00:00+09:00',
    effectiveAt: '2026-11-27T10:00:00+09:00',
    endsAt: null,
  });
  const inPlace = (code: string) =>
    stationCatalogue.filter(({ place }) => place === code).map(({ id }) => id);
  return {
    $schema: schema('warnings'),
    ...envelope,
    summary: { stations: 0, fresh: 0, carried: 0, expired: 0, never: 0 },
    state: 'fresh',
    issuer: { ko: '기상청', en: 'KMA' },
    asOf: '2026-11-27T14:00:00+09:00',
    expiresAt: '2026-11-27T16:00:00+09:00',
    warnings: [
      warning('dry', 'advisory', '천안시', inPlace('44130')),
      warning('dry', 'advisory', '아산시', inPlace('44200')),
      warning('strong-wind', 'warning', '태안군', inPlace('44825').slice(0, 1)),
    ],
  };
}

/** All that a board of these regions asks for, by path below `/v1/`. */
export function boardFiles(...ids: readonly string[]): Map<string, unknown> {
  return new Map<string, unknown>([
    ...ids.flatMap((id): [string, unknown][] => [
      [`boards/${id}.json`, boardFileOf(id)],
      [`boards/${id}.stations.json`, boardStationsFileOf(id)],
      [`history/${id}.json`, historyFileOf(id)],
    ]),
    ['places.json', boardPlacesFile()],
    ['warnings.json', boardWarningsFile()],
  ]);
}
