import { type RegionCode, regionCodes, type TickerFile } from '@nalssi/schemas';
import { feedStatus } from '../snapshot/feed-status.ts';
import { snapshotOf } from '../snapshot/snapshot.ts';
import type { Publication } from './publication.ts';
import { shortTickerFileOf } from './ticker-file.ts';

/**
 * What the ticker shows of one region each, also where it has no station: its surface stations and
 * the automatic ones that stand for a town, with temperature and condition. All the rest is in
 * `ticker.json`. Summary and status are those of its own stations.
 */
export function regionFilesOf(
  publication: Publication,
): [region: RegionCode, content: TickerFile][] {
  return regionCodes.map((region) => [
    region,
    shortTickerFileOf({ ...publication, ...ownOf(region, publication) }),
  ]);
}

function ownOf(
  region: RegionCode,
  { snapshot, sources, outputs, clock, status }: Publication,
): Pick<Publication, 'snapshot' | 'status'> {
  const stations = snapshot.stations.filter(
    ({ station }) =>
      station.region === region && (station.network === 'asos' || station.representative === true),
  );
  const own = snapshotOf(stations, snapshot.at);
  // Where no station is expected nothing is missing: the word for the country stands.
  return {
    snapshot: own,
    status: own.summary.stations === 0 ? status : feedStatus(own, sources, outputs, clock),
  };
}
