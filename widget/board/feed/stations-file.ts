import type { BilingualName } from '@nalssi/schemas/facts';
import {
  type Envelope,
  envelopeOf,
  fieldsOf,
  listOf,
  mostStations,
  nameOf,
  numberOf,
  within,
} from './envelope.ts';

/** What stays of a station while its values change. */
export interface BoardStation {
  readonly id: string;
  readonly name: BilingualName;
  readonly region: string;
  /** Number of the 시군구 it stands in; empty where that is not known. */
  readonly place: string;
  readonly isSurface: boolean;
  /** Degrees (WGS 84). `null` where they are not known: it is on no map. */
  readonly at: { readonly lat: number; readonly lon: number } | null;
}

/** A 시군구 of the region, with the station that stands for it. */
export interface RegionPlace {
  readonly code: string;
  readonly name: BilingualName;
  readonly station: string;
  /** One that the warnings of the place are those of, should no station stand in it. */
  readonly zoneStation: string;
  /** From where its people live to the station; `null` where the feed does not say. */
  readonly km: number | null;
}

/** `boards/KR-44.stations.json`, checked. */
export interface StationsContent extends Envelope {
  readonly stations: ReadonlyMap<string, BoardStation>;
  /** None in the country's, and in those of earlier feeds. */
  readonly places: readonly RegionPlace[];
}

/** Rows of a region: 경기 and 서울 have most, 31 and 25 시군구. What is more is left out. */
const mostPlaces = 60;

/** What a parsed file of a board's stations says. Throws a TypeError for what is none. */
export function readStationsFile(file: unknown): StationsContent {
  const lists = fieldsOf(file);
  const stations = listOf(lists['stations'], mostStations).flatMap((row) => {
    const { id, own, name } = namedOf(row, 'id');
    const lat = within(own['lat'], 30, 45);
    const lon = within(own['lon'], 120, 135);
    const station: BoardStation = {
      id,
      name,
      region: nameOf(own['region']),
      place: numberOf(own['place']),
      isSurface: own['network'] === 'asos',
      at: lat === null || lon === null ? null : { lat, lon },
    };
    return id && name.ko && name.en ? [[id, station] as const] : [];
  });
  if (stations.length === 0) throw new TypeError('not a list of stations');
  const places = listOf(lists['places'], mostPlaces).flatMap((row) => {
    const { id: code, own, name } = namedOf(row, 'code');
    const station = numberOf(own['station']);
    const zoneStation = numberOf(own['zoneStation']) || station;
    const place: RegionPlace = { code, name, station, zoneStation, km: within(own['km'], 0, 1000) };
    return code && name.ko && name.en && station ? [place] : [];
  });
  return { ...envelopeOf(file), stations: new Map(stations), places };
}

function namedOf(row: unknown, field: string) {
  const own = fieldsOf(row);
  const { ko, en } = fieldsOf(own['name']);
  return { own, id: numberOf(own[field]), name: { ko: nameOf(ko), en: nameOf(en) } };
}
