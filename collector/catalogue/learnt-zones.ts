import { kstTime, warningZoneId, warningZoneSchema } from '@nalssi/schemas';
import { z } from 'zod';
import { loadLearnt, saveLearnt } from './learnt-file.ts';
import { mostStations, mostZones } from './table-bounds.ts';

const learntZones = z.object({
  learntAt: kstTime,
  source: z.literal('apihub'),
  /** A code that came back is there twice, with its times. */
  zones: z.array(warningZoneSchema).max(mostZones),
});

const learntStationZones = z.object({
  learntAt: kstTime,
  source: z.enum(['apihub', 'polygons']),
  /** What KMA calls its edition, with its date: `260601_wrnArea`; `null` where it has no name. */
  edition: z.string().nullable(),
  /** By what KMA knows the polygons again. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Hash of the stations that were placed: others have to be placed anew. */
  placed: z.string().nullable(),
  stations: z
    .record(z.string(), z.object({ id: warningZoneId, name: z.string() }))
    .refine((stations) => Object.keys(stations).length <= mostStations),
});

export type LearntZones = z.infer<typeof learntZones>;
export type LearntStationZones = z.infer<typeof learntStationZones>;
/** The zone that a station stands in. */
export type StationZone = LearntStationZones['stations'][string];

export const zonesFile = 'zones.json';
export const stationZonesFile = 'station-zones.json';

/** The zones learnt so far, from the data directory; `null` for none. Throws CatalogueError. */
export function loadLearntZones(directory: string): LearntZones | null {
  return loadLearnt(directory, zonesFile, learntZones);
}

/** In which zone each station stands, as far as it was learnt. Throws CatalogueError. */
export function loadLearntStationZones(directory: string): LearntStationZones | null {
  return loadLearnt(directory, stationZonesFile, learntStationZones);
}

/** Puts the zones in place of those learnt before, in one step. */
export function saveLearntZones(directory: string, learnt: LearntZones): Promise<void> {
  return saveLearnt(directory, zonesFile, learntZones, learnt);
}

/** Puts what was learnt in place of what was learnt before, in one step. */
export function saveLearntStationZones(
  directory: string,
  learnt: LearntStationZones,
): Promise<void> {
  return saveLearnt(directory, stationZonesFile, learntStationZones, learnt);
}
