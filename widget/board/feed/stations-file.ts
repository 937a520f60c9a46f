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

/** `boards/KR-44.stations.json`, checked. */
export interface StationsContent extends Envelope {
  readonly stations: ReadonlyMap<string, BoardStation>;
}

/** What a parsed file of a board's stations says. Throws a TypeError for what is none. */
export function readStationsFile(file: unknown): StationsContent {
  const stations = listOf(fieldsOf(file)['stations'], mostStations).flatMap(
    (row): [string, BoardStation][] => {
      const own = fieldsOf(row);
      const id = numberOf(own['id']);
      const { ko, en } = fieldsOf(own['name']);
      const name = { ko: nameOf(ko), en: nameOf(en) };
      if (!id || !name.ko || !name.en) return [];
      const lat = within(own['lat'], 30, 45);
      const lon = within(own['lon'], 120, 135);
      return [
        [
          id,
          {
            id,
            name,
            region: nameOf(own['region']),
            place: numberOf(own['place']),
            isSurface: own['network'] === 'asos',
            at: lat === null || lon === null ? null : { lat, lon },
          },
        ],
      ];
    },
  );
  if (stations.length === 0) throw new TypeError('not a list of stations');
  return { ...envelopeOf(file), stations: new Map(stations) };
}
