import { kmaMap } from './kma-map/source.ts';
import type { Source } from './source.ts';

/** Ids of all upstreams, in the order in which the collector trusts them. */
export const sourceIds = ['kma-map'] as const;
export type SourceId = (typeof sourceIds)[number];

/** Every upstream the collector can read. One line each. */
export const sources: Readonly<Record<SourceId, Source>> = {
  'kma-map': kmaMap,
};
