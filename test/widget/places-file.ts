import { type PlacesFile, placeCatalogue } from '@nalssi/schemas';

/** A `places.json` at the time of the recording, of the places with these numbers or of all. */
export function placesFileOf(
  changes: Readonly<Record<string, Partial<PlacesFile['places'][number]>>> = {},
): PlacesFile {
  return {
    $schema: 'https://weather.example.com/v1/schema/1.0/places.schema.json',
    version: '1.0',
    mode: 'replay',
    generatedAt: '2024-11-24T07:37:00+09:00',
    changedAt: '2024-11-24T07:37:00+09:00',
    ttl: 86_400,
    sequence: 1,
    status: 'ok',
    attribution: { text: '기상청 제공', url: 'https://www.weather.go.kr' },
    summary: { stations: 0, fresh: 0, carried: 0, expired: 0, never: 0 },
    places: placeCatalogue.map(({ centre: _, zones: __, note: ___, ...place }) => ({
      ...place,
      ...changes[place.code],
    })),
  };
}
