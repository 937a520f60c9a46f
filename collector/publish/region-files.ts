import { type RegionCode, regionCodes, type TickerFile } from '@nalssi/schemas';
import { summarize } from '../snapshot/snapshot.ts';
import type { Publication } from './publication.ts';
import { tickerFileOf } from './ticker-file.ts';

/** `ticker.json` of one region each, also where it has no station. */
export function regionFilesOf(
  publication: Publication,
): [region: RegionCode, content: TickerFile][] {
  return regionCodes.map((region) => [
    region,
    tickerFileOf({ ...publication, snapshot: snapshotOf(region, publication) }),
  ]);
}

function snapshotOf(region: RegionCode, { snapshot }: Publication): Publication['snapshot'] {
  const stations = snapshot.stations.filter(({ station }) => station.region === region);
  return { ...snapshot, stations, summary: summarize(stations) };
}
