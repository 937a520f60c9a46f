import { type BoardPlace, elements, provinces, type StationsFile } from '@nalssi/schemas';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/**
 * `stations.json`: the stations of the feed and what each measures. `ttl` in seconds; `places` of the
 * region, for a board of one.
 */
export function stationsFileOf(
  publication: Publication,
  ttl?: number,
  places: readonly BoardPlace[] = [],
): StationsFile {
  const envelope = envelopeOf('stations', publication);
  return {
    ...envelope,
    ttl: ttl ?? envelope.ttl,
    stations: publication.snapshot.stations.map(({ station, elements: measured }) => ({
      ...station,
      ...(station.region === null ? {} : { province: provinces[station.region].code }),
      elements: elements.filter((element) => measured[element] !== undefined),
    })),
    ...(places.length > 0 && { places: [...places] }),
  };
}
