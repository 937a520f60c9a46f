import {
  type BoardPlace,
  findStation,
  type PlacesFile,
  placeCatalogue,
  type Station,
} from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type RepresentedPlace, representPlaces } from '../catalogue/represent-places.ts';
import { zoneStationOf } from '../catalogue/zone-station.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** Seconds: districts change once in years, stations a few times a year. */
export const ttlOfPlaces = 86_400;

/** While another station than its own stands for a place: a source may bring that one. */
const ttlOfSubstitutes = 600;

/** It shows no observation: none is counted, and none can be late. */
const nothingObserved = { stations: 0, fresh: 0, carried: 0, expired: 0, never: 0 };

/** To a hundred metres, for a name on a map. */
const near = (degrees: number) => Math.round(degrees * 1_000) / 1_000;

interface Represented {
  readonly stations: readonly Station[];
  readonly places: readonly RepresentedPlace[];
}

/** The last: each publish asks, and the stations in use seldom change. */
let last: Represented | null = null;

/** The places of the country, each with the station that stands for it among those in use. */
export function representedPlacesOf({
  snapshot,
}: Pick<Publication, 'snapshot'>): readonly RepresentedPlace[] {
  const stations = snapshot.stations
    .filter(({ standing }) => standing === 'expected')
    .map(({ station }) => station);
  const before = last?.stations;
  const isAsBefore =
    stations.length === before?.length &&
    stations.every((station, index) => station === before[index]);
  if (last === null || !isAsBefore) {
    last = { stations, places: representPlaces(placeCatalogue, stations, findStation) };
  }
  return last.places;
}

/** Those of them that a board of a region has as rows: its 시군구, and no 일반구. */
export function boardPlacesOf(
  places: readonly RepresentedPlace[],
  region: string,
  { stations }: Pick<Catalogue, 'stations'>,
): BoardPlace[] {
  return places
    .filter((place) => place.region === region && place.parent === undefined)
    .map(({ code, name, station, km }) => {
      const zoneStation = zoneStationOf(code, station, stations);
      return { code, name, station, km, ...(zoneStation !== null && { zoneStation }) };
    });
}

/**
 * `places.json`: the places of the country, each with the station that stands for it among those
 * whose temperature the sources in use give.
 */
export function placesFileOf(publication: Publication): PlacesFile {
  const places = representedPlacesOf(publication);
  return {
    ...envelopeOf('places', publication),
    ttl: places.some(({ insteadOf }) => insteadOf !== undefined) ? ttlOfSubstitutes : ttlOfPlaces,
    status: 'ok',
    summary: nothingObserved,
    places: places.map((place) => ({ ...place, lat: near(place.lat), lon: near(place.lon) })),
  };
}
