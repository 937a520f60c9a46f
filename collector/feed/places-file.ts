import { findStation, type PlacesFile, placeCatalogue } from '@nalssi/schemas';
import { representPlaces } from '../catalogue/represent-places.ts';
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

/**
 * `places.json`: the places of the country, each with the station that stands for it among those
 * whose temperature the sources in use give.
 */
export function placesFileOf(publication: Publication): PlacesFile {
  const stations = publication.snapshot.stations
    .filter(({ standing }) => standing === 'expected')
    .map(({ station }) => station);
  const places = representPlaces(placeCatalogue, stations, findStation);
  return {
    ...envelopeOf('places', publication),
    ttl: places.some(({ insteadOf }) => insteadOf !== undefined) ? ttlOfSubstitutes : ttlOfPlaces,
    status: 'ok',
    summary: nothingObserved,
    places: places.map((place) => ({ ...place, lat: near(place.lat), lon: near(place.lon) })),
  };
}
