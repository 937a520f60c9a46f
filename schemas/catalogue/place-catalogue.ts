import type { CataloguePlace } from './place.ts';
import places from './places.json' with { type: 'json' };

/**
 * The 230 시군구 and the 39 일반구 of 13 cities as of `placeCatalogueDate`, ascending by number.
 * Source, licence and how to renew it: `schemas/README.md`.
 */
export const placeCatalogue: readonly CataloguePlace[] = places.places as readonly CataloguePlace[];

/** The day as of which the districts are: `2026-07-01`. */
export const placeCatalogueDate: string = places.date;
