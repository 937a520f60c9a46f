import { z } from 'zod';
import type { Place } from '../facts/places.ts';
import { envelope } from './envelope.ts';
import { bilingualName, placeCode, regionCode, stationId } from './primitives.ts';

/**
 * Why a station stands for a place. `official`: KMA names it for the place's zone; `inside`: it is the
 * nearest one in the place; `nearest`: the nearest one, outside; `substitute`: the nearest that the
 * sources in use have, where they do not have the one that stands for it, `insteadOf`.
 */
const placeBasis = z.enum(['official', 'inside', 'nearest', 'substitute']);
export type PlaceBasis = z.infer<typeof placeBasis>;

/** One 시군구, or one 일반구 of a city, with the station that stands for it. */
export const place = z.object({
  code: placeCode,
  /** Without the city or region that holds it: there are five 중구. */
  name: bilingualName,
  region: regionCode,
  /** Number of the city that a 일반구 is in. */
  parent: placeCode.optional(),
  /** A point well inside it, degrees (WGS 84), to a hundred metres: where a map writes its name. */
  lat: z.number().min(30).max(45),
  lon: z.number().min(120).max(135),
  station: stationId,
  basis: placeBasis,
  /** From where its people live to the station. */
  km: z.number().nonnegative(),
  insteadOf: stationId.optional(),
  /** Numbers and names of before that people still look for. */
  formerly: z.array(z.string().min(1).max(40)).optional(),
}) satisfies z.ZodType<Place>;

export const placesFile = envelope.extend({ places: z.array(place) });
export type PlacesFile = z.infer<typeof placesFile>;
