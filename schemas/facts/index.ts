/**
 * What is true of the weather and of the country whatever the feed says of today: nothing here
 * needs zod, so that a browser may have it. Each language has tables of its own: a page that speaks
 * one does not load the other.
 */
export * from './conditions.ts';
export * from './elements.ts';
export * from './place-search.ts';
export * from './places.ts';
export * from './provinces.ts';
export * from './region-names.ts';
export * from './region-words.ts';
export * from './regions.ts';
export * from './warnings.ts';
