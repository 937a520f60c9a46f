import { type Network, type Station, stationSchema } from '@nalssi/schemas';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { regionOfLawId } from '../../catalogue/regions.ts';
import {
  type HubStation,
  type HubStationList,
  type HubStations,
  hubStationRequest,
} from '../../sources/apihub/stations.ts';
import { sources } from '../../sources/registry.ts';
import type { RequestContext, Source } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';

/** The network of the stations that a list alone has. */
const networkOf = { SFC: 'asos', AWS: 'aws' } as const satisfies Record<HubStationList, Network>;

/** The sources whose stations the two lists of the hub hold, the surface stations first. */
export const stationLists = [
  { list: 'SFC', source: 'apihub-asos' },
  { list: 'AWS', source: 'apihub-aws' },
] as const satisfies readonly { list: HubStationList; source: 'apihub-asos' | 'apihub-aws' }[];

/** A list of the hub as something to ask for. */
export function stationListSource({
  list,
  source,
}: (typeof stationLists)[number]): Source<HubStations> {
  const requests = (context: RequestContext) => {
    const request = hubStationRequest(list, context);
    return request === null ? [] : [request];
  };
  return { ...sources[source], requests };
}

/** KMA opens and closes a few stations a year; a list that lacks a tenth of them is not whole. */
const leastShare = 0.9;

/** `before`: the stations learnt before, or those of the catalogue. Throws SourceError. */
export function refuseShortList(
  { list, source }: (typeof stationLists)[number],
  listed: number,
  before: readonly Station[],
): void {
  const network = networkOf[list];
  const known = before.filter((station) => station.network === network).length;
  if (listed >= known * leastShare) return;
  const detail = `the list ${list} has ${listed} stations where ${known} are known`;
  throw new SourceError(source, 'shape', detail);
}

/**
 * What both lists say, the surface stations first, with what only the catalogue knows. The automatic
 * list repeats the surface stations. Stations that cannot be ones of ours are left out.
 */
export function joinLists(
  lists: Readonly<Record<HubStationList, readonly HubStation[]>>,
  known: Catalogue,
): Station[] {
  const learnt = new Map<string, Station>();
  for (const { list } of stationLists) {
    for (const station of lists[list]) {
      if (!learnt.has(station.id)) learnt.set(station.id, stationOf(station, list, known));
    }
  }
  return [...learnt.values()].filter((station) => stationSchema.safeParse(station).success);
}

function stationOf(station: HubStation, list: HubStationList, known: Catalogue): Station {
  const before = known.find(station.id);
  return {
    ...before,
    id: station.id,
    name: {
      ko: station.name.ko,
      en: before?.name.en ?? station.name.en ?? station.name.ko,
    },
    region: regionOfLawId(station.lawId) ?? before?.region ?? null,
    network: networkOf[list],
    lat: station.lat,
    lon: station.lon,
    elevation: station.elevation ?? before?.elevation ?? null,
  };
}
