import type { CataloguePlace, PlacesFile, Station } from '@nalssi/schemas';
import { distance } from 'geokdbush';

export type RepresentedPlace = PlacesFile['places'][number];

/** A station that stands for a place must not stand so much above or below it, metres. */
const mostHigher = 150;
/** Kilometres beyond which a nearer station is the better one, whatever its height. */
const mostFurther = 50;

/**
 * The places, each with the station that stands for it: that of the table where `stations` has it,
 * else the nearest of them, which says so (`substitute`, `insteadOf`, and its own distance). A
 * station on a mountain does not stand for the town below it, unless there is none within 50 km. Where
 * there are no stations at all, the table's stay. Pure.
 */
export function representPlaces(
  places: readonly CataloguePlace[],
  stations: readonly Station[],
  find: (id: string) => Station | undefined,
): RepresentedPlace[] {
  const present = new Set(stations.map(({ id }) => id));
  return places.map(({ centre, zones: _, note: __, ...place }) => {
    if (present.has(place.station)) return place;
    const elevation = find(place.station)?.elevation ?? null;
    const substitute = nearestTo(centre, elevation, stations);
    if (substitute === null) return place;
    const { id, km } = substitute;
    return { ...place, station: id, basis: 'substitute', km, insteadOf: place.station };
  });
}

interface Nearby {
  readonly id: string;
  readonly km: number;
}

function nearestTo(
  centre: CataloguePlace['centre'],
  elevation: number | null,
  stations: readonly Station[],
): Nearby | null {
  let nearest: Nearby | null = null;
  let level: Nearby | null = null;
  for (const station of stations) {
    const { id, lat, lon } = station;
    if (lat === null || lon === null) continue;
    const km = Math.round(distance(centre.lon, centre.lat, lon, lat) * 10) / 10;
    if (nearest === null || km < nearest.km) nearest = { id, km };
    const isLevel = Math.abs((station.elevation ?? 0) - (elevation ?? 0)) <= mostHigher;
    if (isLevel && km <= mostFurther && (level === null || km < level.km)) level = { id, km };
  }
  return level ?? nearest;
}
