import { type BoardRegion, regionCodes, type Station } from '@nalssi/schemas';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import { feedStatus } from '../snapshot/feed-status.ts';
import { snapshotOf } from '../snapshot/snapshot.ts';
import type { Publication } from './publication.ts';

/** What boards there are: the country first, then its regions. */
export const boardRegions: readonly BoardRegion[] = ['KR', ...regionCodes];

/** A publication of the stations of one board alone, with a summary and a status of their own. */
export interface BoardPublication extends Publication {
  readonly region: BoardRegion;
}

export function boardPublicationsOf(publication: Publication): BoardPublication[] {
  const { snapshot, catalogue } = publication;
  const shown = new Map(snapshot.stations.map((one) => [one.station.id, one]));
  const surface = new Set(catalogue.surfaceStations.map(({ id }) => id));
  // A surface station that is not in the national list any more was closed.
  const known = catalogue.stations.filter(
    ({ id, network }) => network !== 'asos' || surface.has(id),
  );
  const all = [
    ...snapshot.stations,
    ...known.filter(({ id }) => !shown.has(id)).map(unmeasured),
  ].sort((one, other) => Number(one.station.id) - Number(other.station.id));
  return boardRegions.map((region) => ({
    ...publication,
    region,
    ...ownOf(
      all.filter(({ station }) => isOn(region, station)),
      publication,
    ),
  }));
}

/** That of the country has KMA's national list, the others every station that stands in them. */
function isOn(board: BoardRegion, { region, network }: Station): boolean {
  return board === 'KR' ? network === 'asos' : region === board;
}

/** A station that no source tells of. */
function unmeasured(station: Station): StationSnapshot {
  return { station, standing: 'further', state: 'never', elements: {} };
}

/** The summary and the status of some stations; where none is expected the word for the country stands. */
export function ownOf(
  stations: readonly StationSnapshot[],
  { snapshot, sources, outputs, clock, status }: Publication,
): Pick<Publication, 'snapshot' | 'status'> {
  const own = snapshotOf(stations, snapshot.at);
  return {
    snapshot: own,
    status: own.summary.stations === 0 ? status : feedStatus(own, sources, outputs, clock),
  };
}
