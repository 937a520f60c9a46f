import { z } from 'zod';
import { envelope } from './envelope.ts';
import { bilingualName, elements, regionCode, stationId } from './primitives.ts';

/** `asos`: manned or automated surface station; `aws`: automatic station; `unknown`: not in the catalogue. */
export const network = z.enum(['asos', 'aws', 'unknown']);
export type Network = z.infer<typeof network>;

/**
 * One station of the catalogue. `lat` and `lon` in degrees (WGS 84), `elevation` in metres above
 * sea level; they and `region` are null for a station that KMA lists and the catalogue does not.
 */
export const station = z.object({
  id: stationId,
  name: bilingualName,
  region: regionCode.nullable(),
  network,
  lat: z.number().min(30).max(45).nullable(),
  lon: z.number().min(120).max(135).nullable(),
  elevation: z.number().min(-10).max(3000).nullable(),
  /** WMO station number, where the station has one. */
  wmo: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
});
export type Station = z.infer<typeof station>;

/** A station as `stations.json` lists it, with the elements it measures. */
export const listedStation = station.extend({ elements: z.array(z.enum(elements)) });

export const stationsFile = envelope.extend({ stations: z.array(listedStation) });
export type StationsFile = z.infer<typeof stationsFile>;
