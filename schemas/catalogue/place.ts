import { z } from 'zod';
import { place } from '../feed/places.ts';
import { warningZoneId } from './zone.ts';

/**
 * One 시군구, or one 일반구 of a city, as the catalogue has it: what `places.json` says of it, and by
 * what its station was chosen.
 */
export const cataloguePlace = place.omit({ insteadOf: true }).extend({
  basis: place.shape.basis.exclude(['substitute']),
  /** Where its people live: its station is the nearest to it, and `km` counts from it. */
  centre: z.object({
    lat: z.number(),
    lon: z.number(),
    /** What it is the middle of: `천안읍`, `17 동`. */
    of: z.string(),
  }),
  /** KMA's zones for warnings that cover it or a part of it; a 일반구 has those of its city. */
  zones: z.array(warningZoneId).min(1).optional(),
  /** What is to be known of the choice of its station. */
  note: z.string().optional(),
});
export type CataloguePlace = z.infer<typeof cataloguePlace>;
