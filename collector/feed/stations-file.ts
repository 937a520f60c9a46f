import { type BoardPlace, elements, provinces, type StationsFile } from '@nalssi/schemas';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** `stations.json`: the stations of the feed and what each measures. */
export function stationsFileOf(publication: Publication): StationsFile {
  return {
    ...envelopeOf('stations', publication),
    stations: publication.snapshot.stations.map(({ station, elements: measured }) => ({
      ...station,
      ...(station.region === null ? {} : { province: provinces[station.region].code }),
      elements: elements.filter((element) => measured[element] !== undefined),
    })),
  };
}

/**
 * `boards/KR-44.stations.json`: the same of a board, without what nobody draws, because every first view
 * loads it: numbers of the WMO and zones of warnings. `ttl` in seconds; `places` of its region.
 */
export function boardStationsFileOf(
  publication: Publication,
  ttl: number,
  places: readonly BoardPlace[],
): StationsFile {
  const { stations, ...file } = stationsFileOf(publication);
  return {
    ...file,
    ttl,
    stations: stations.map(
      ({ wmo: _, warningZone: __, representative: ___, ...station }) => station,
    ),
    ...(places.length > 0 && { places: [...places] }),
  };
}
