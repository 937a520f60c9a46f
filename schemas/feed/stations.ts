import { z } from 'zod';
import { elements } from '../facts/elements.ts';
import { envelope } from './envelope.ts';
import { place } from './places.ts';
import { bilingualName, placeCode, provinceNumber, regionCode, stationId } from './primitives.ts';

/**
 * `asos`: a surface station, of which about 100 make the national list; `aws`: an automatic one.
 */
export const network = z.enum(['asos', 'aws']);
export type Network = z.infer<typeof network>;

/**
 * One station of the catalogue. `lat` and `lon` in degrees (WGS 84), `elevation` in metres above
 * sea level; they and `region` are null for a station that KMA lists and the catalogue does not.
 */
export const station = z.object({
  id: stationId,
  name: bilingualName,
  region: regionCode.nullable(),
  /** Number of the 시군구 that it stands in, which `places.json` names. */
  place: placeCode.optional(),
  network,
  lat: z.number().min(30).max(45).nullable(),
  lon: z.number().min(120).max(135).nullable(),
  elevation: z.number().min(-10).max(3000).nullable(),
  /** WMO station number, where the station has one. */
  wmo: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  /** KMA's zone for warnings that the station stands in, about a 시군구. */
  warningZone: z.object({ id: z.string().regex(/^L\d{7}$/), name: z.string() }).optional(),
  /** Whether KMA names this station as the one that stands for its warning zone. */
  representative: z.boolean().optional(),
});
export type Station = z.infer<typeof station>;

/** A station as `stations.json` lists it, with the elements it measures. */
export const listedStation = station.extend({
  elements: z.array(z.enum(elements)),
  /** Number of the province it lies in, which `index.json` names. */
  province: provinceNumber.optional(),
});

/** A place of a board's region, without what a board does not show: the rest is in `places.json`. */
const boardPlace = place.pick({ code: true, name: true, station: true, km: true }).extend({
  /**
   * A station in the place's zone for warnings, where none stands in the place itself and `station` stands in
   * another zone.
   */
  zoneStation: stationId.optional(),
});
export type BoardPlace = z.infer<typeof boardPlace>;

export const stationsFile = envelope.extend({
  stations: z.array(listedStation),
  /** In the file of a region's board: its 시군구, each with the station that stands for it. */
  places: z.array(boardPlace).optional(),
});
export type StationsFile = z.infer<typeof stationsFile>;
