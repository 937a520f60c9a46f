import { type RegionCode, regionCodes, type TickerFile } from '@nalssi/schemas';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import { ownOf } from './board-stations.ts';
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
    shortTickerFileOf({ ...publication, ...ownOf(stationsOf(region, publication), publication) }),
  ]);
}

function stationsOf(region: RegionCode, { snapshot }: Publication): StationSnapshot[] {
  return snapshot.stations.filter(
    ({ station }) =>
      station.region === region && (station.network === 'asos' || station.representative === true),
  );
}
