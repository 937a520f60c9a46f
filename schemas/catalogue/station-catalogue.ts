import type { Station } from '../feed/stations.ts';
import stations from './stations.json' with { type: 'json' };

/**
 * KMA's surface stations, ascending by station number, which is KMA's own order in its lists.
 * Source and licence: `schemas/README.md`.
 */
export const stationCatalogue: readonly Station[] = stations as readonly Station[];

const byId = new Map(stationCatalogue.map((station) => [station.id, station]));

/** The catalogue's entry of a station number, or `undefined` for one that we do not know. */
export function findStation(id: string): Station | undefined {
  return byId.get(id);
}
