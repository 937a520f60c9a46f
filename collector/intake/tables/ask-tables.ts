import type { Station } from '@nalssi/schemas';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { hashOfPlaces, type LearntTables, leavesAt } from '../../catalogue/learnt-tables.ts';
import type { LearntStationZones, LearntZones } from '../../catalogue/learnt-zones.ts';
import type { HubStation, HubStationList, HubStations } from '../../sources/apihub/stations.ts';
import { checkCount } from '../../sources/formats/reading-list.ts';
import { noValidators, type Source } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { Place } from '../../sources/zones/place-stations.ts';
import { apihubZones, zonePolygons } from '../../sources/zones/sources.ts';
import type { ZoneAnswer } from '../../sources/zones/zone-answer.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Instant } from '../../time/clock.ts';
import { formatKst } from '../../time/kst.ts';
import type { Outcome } from '../../transport/outcome.ts';
import { refuseFewLeaves, refuseFewStations } from './refuse-short.ts';
import {
  joinLists,
  refuseShortList,
  stationListSource,
  stationLists,
  tellUnknownPlaces,
} from './station-lists.ts';
import { wholeAnswers } from './table-error.ts';

/** Asks an upstream once. */
type Ask = <Parsed>(source: Source<Parsed>, signal: AbortSignal) => Promise<Outcome<Parsed>>;

/** What is asked with, and what is known already. */
export interface TableQuestion {
  readonly ask: Ask;
  readonly log: Logger;
  readonly now: Instant;
  readonly known: LearntTables;
  readonly catalogue: Catalogue;
}

/**
 * The stations of both lists of the hub. Throws SourceError where one cannot be had or is not whole,
 * and the reason of `signal`.
 */
export async function askStations(
  { ask, log, known, catalogue }: TableQuestion,
  signal: AbortSignal,
): Promise<Station[]> {
  const before = known.stations?.stations ?? [];
  const lists: Record<HubStationList, readonly HubStation[]> = { SFC: [], AWS: [] };
  for (const one of stationLists) {
    const outcome = await ask<HubStations>(stationListSource(one), signal);
    const answers = wholeAnswers(outcome, one.source, `the list ${one.list}`, signal);
    const read = answers.flatMap(({ stations }) => stations);
    refuseShortList(one, read.length, before.length > 0 ? before : catalogue.stations);
    log.info({ list: one.list, stations: read.length }, 'A list of stations was read.');
    tellUnknownPlaces(one.list, read, log);
    lists[one.list] = read;
  }
  const joined = joinLists(lists, catalogue);
  checkCount('apihub-aws', joined.length);
  return joined;
}

/**
 * The zones, and the zone of each station, as the hub has them. Throws SourceError where one cannot
 * be had or is not whole, and the reason of `signal`.
 */
export async function askHubZones(
  { ask, log, now, known }: TableQuestion,
  signal: AbortSignal,
): Promise<{ zones: LearntZones; stationZones: LearntStationZones }> {
  const outcome = await ask<ZoneAnswer>(apihubZones, signal);
  const answers = wholeAnswers(outcome, apihubZones.id, 'the zones', signal);
  const zones = answers.find((answer) => answer.kind === 'zones');
  const placed = answers.find((answer) => answer.kind === 'station-zones');
  if (zones === undefined || placed === undefined) {
    throw new SourceError(apihubZones.id, 'no-data', 'the zones');
  }
  const before = leavesAt(known.zones?.zones ?? [], now).size;
  const leaves = leavesAt(zones.zones, now).size;
  refuseFewLeaves(apihubZones.id, { now: leaves, before });
  log.info({ source: apihubZones.id, zones: zones.zones.length, leaves }, 'The zones were read.');
  const stations = Object.keys(placed.stations).length;
  refuseFewStations(apihubZones.id, { now: stations, before: stationsBefore(known, 'apihub') });
  // A table that has every station in one zone is whole by their number alone.
  refuseFewLeaves(apihubZones.id, { now: placed.leaves, before: 0 });
  log.info({ source: apihubZones.id, stations }, 'The zones of stations were read.');
  const learntAt = formatKst(now);
  const source = 'apihub';
  return {
    zones: { learntAt, source, zones: [...zones.zones] },
    stationZones: {
      learntAt,
      source,
      edition: null,
      ...noValidators,
      placed: null,
      stations: { ...placed.stations },
    },
  };
}

/**
 * The zone of each station by KMA's public polygons; what is known, as of now, where they are those
 * of the last time. Throws SourceError where they cannot be had or are not whole, and the reason of
 * `signal`.
 */
export async function askPolygons(
  { ask, log, now, known, catalogue }: TableQuestion,
  signal: AbortSignal,
): Promise<LearntStationZones> {
  const places = catalogue.stations.flatMap(({ id, lat, lon }): Place[] =>
    lat === null || lon === null ? [] : [{ id, lat, lon }],
  );
  const parents = new Set(catalogue.zones.all.filter(({ isLeaf }) => !isLeaf).map(({ id }) => id));
  const placed = hashOfPlaces(catalogue.stations);
  const last = known.stationZones?.source === 'polygons' ? known.stationZones : null;
  const isSameTask = last !== null && last.placed === placed;
  const source = zonePolygons({
    stations: places,
    parents,
    known: isSameTask ? { etag: last.etag, lastModified: last.lastModified } : noValidators,
  });
  const outcome = await ask<ZoneAnswer>(source, signal);
  const [answer] = wholeAnswers(outcome, source.id, 'the polygons', signal);
  const learntAt = formatKst(now);
  if (answer?.kind === 'unchanged' && last !== null) {
    log.info({ source: source.id, edition: last.edition }, 'The polygons have not changed.');
    return { ...last, learntAt };
  }
  if (answer?.kind !== 'station-zones') throw new SourceError(source.id, 'no-data', 'the polygons');
  const { stations, leaves, edition, validators } = answer;
  const count = Object.keys(stations).length;
  refuseFewLeaves(source.id, { now: leaves, before: 0 });
  refuseFewStations(source.id, { now: count, before: stationsBefore(known, 'polygons') });
  log.info(
    { source: source.id, edition, leaves, stations: count },
    'The polygons of the zones were read, and the stations placed in them.',
  );
  return {
    learntAt,
    source: 'polygons',
    edition,
    ...validators,
    placed,
    stations: { ...stations },
  };
}

function stationsBefore({ stationZones }: LearntTables, source: LearntStationZones['source']) {
  return stationZones?.source === source ? Object.keys(stationZones.stations).length : 0;
}
