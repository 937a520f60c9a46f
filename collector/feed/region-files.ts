import { type RegionCode, regionCodes, type TickerFile } from '@nalssi/schemas';
import { summarize } from '../snapshot/snapshot.ts';
import type { Publication } from './publication.ts';
import { shortTickerFileOf } from './ticker-file.ts';

/**
 * What the ticker shows of one region each, also where it has no station: its surface stations and
 * the automatic ones that stand for a town, with temperature and condition. All the rest is in
 * `ticker.json`.
 */
export function regionFilesOf(
  publication: Publication,
): [region: RegionCode, content: TickerFile][] {
  return regionCodes.map((region) => [
    region,
    shortTickerFileOf({ ...publication, snapshot: snapshotOf(region, publication) }),
  ]);
}

function snapshotOf(region: RegionCode, { snapshot }: Publication): Publication['snapshot'] {
  const stations = snapshot.stations.filter(
    ({ station }) =>
      station.region === region && (station.network === 'asos' || station.representative === true),
  );
  return { ...snapshot, stations, summary: summarize(stations) };
}
