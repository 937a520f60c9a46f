import { kstTime, type Station, stationSchema } from '@nalssi/schemas';
import { z } from 'zod';
import { loadLearnt, saveLearnt } from './learnt-file.ts';
import { mostStations } from './table-bounds.ts';

export const stationsFile = 'stations.json';

/** Stations that were learnt, and when. */
export interface LearntStations {
  /** `null` for a file of a version that did not write it down. */
  readonly learntAt: string | null;
  readonly source: 'apihub';
  readonly stations: readonly Station[];
}

const stationList = z.array(stationSchema).max(mostStations);

const learntStations = z.union([
  z.object({
    learntAt: kstTime.nullable(),
    source: z.literal('apihub'),
    stations: stationList,
  }),
  // As version 1.0 wrote it.
  stationList.transform((stations) => ({ learntAt: null, source: 'apihub' as const, stations })),
]);

/** The stations learnt so far, from the data directory; `null` for none. Throws CatalogueError. */
export function loadLearntStations(directory: string): LearntStations | null {
  return loadLearnt(directory, stationsFile, learntStations) as LearntStations | null;
}

/** Puts the stations in place of those learnt before, in one step. */
export function saveLearntStations(directory: string, learnt: LearntStations): Promise<void> {
  return saveLearnt(directory, stationsFile, learntStations, learnt);
}
