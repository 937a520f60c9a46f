import { type Network, type Station, stationSchema } from '@nalssi/schemas';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { placeOfLawId } from '../../catalogue/place-of-law-id.ts';
import { regionOfStation } from '../../catalogue/regions.ts';
import {
  type HubStation,
  type HubStationList,
  type HubStations,
  hubStationRequest,
} from '../../sources/apihub/stations.ts';
import { sources } from '../../sources/registry.ts';
import type { RequestContext, Source } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { Logger } from '../../telemetry/log.ts';

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

/** A district or a province that nobody knows is said: the tables of regions have grown old. */
export function tellUnknownPlaces(
  list: HubStationList,
  read: readonly HubStation[],
  log: Logger,
): void {
  const unknown = read.filter(
    (station) =>
      (station.lawId !== null || station.address !== undefined) &&
      regionOfStation(station) === null,
  );
  if (unknown.length === 0) return;
  log.warn(
    {
      code: 'unknown-region',
      list,
      places: unknown.slice(0, 20).map(({ lawId, address }) => address ?? lawId),
      count: unknown.length,
      action: 'Update the collector: a province or a district has another number or name.',
    },
    'Stations stand in districts that no region is known for; they keep the region they had.',
  );
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
  const place = placeOfLawId(station.lawId) ?? before?.place;
  return {
    ...before,
    id: station.id,
    name: {
      ko: station.name.ko,
      en: before?.name.en ?? station.name.en ?? station.name.ko,
    },
    region: regionOfStation(station) ?? before?.region ?? null,
    ...(place !== undefined && { place }),
    network: networkOf[list],
    lat: station.lat,
    lon: station.lon,
    elevation: station.elevation ?? before?.elevation ?? null,
  };
}
