import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  findStation,
  type Station,
  stationCatalogue,
  type WarningZone,
  zoneCatalogue,
} from '@nalssi/schemas';
import { type Instant, minutes } from '../time/clock.ts';
import type { LearntCatalogue } from './catalogue.ts';
import { type LearntStations, loadLearntStations, stationsFile } from './learnt-stations.ts';
import {
  type LearntStationZones,
  type LearntZones,
  loadLearntStationZones,
  loadLearntZones,
  stationZonesFile,
  zonesFile,
} from './learnt-zones.ts';
import { codesContinuedBy } from './zones.ts';

/** Where the tables stand in the data directory. */
export const tableFiles: readonly string[] = [stationsFile, zonesFile, stationZonesFile];

/** All that was learnt; `null` for what was not. */
export interface LearntTables {
  readonly stations: LearntStations | null;
  readonly zones: LearntZones | null;
  readonly stationZones: LearntStationZones | null;
}

/** What the data directory holds. Throws CatalogueError. */
export function loadLearntTables(directory: string): LearntTables {
  return {
    stations: loadLearntStations(directory),
    zones: loadLearntZones(directory),
    stationZones: loadLearntStationZones(directory),
  };
}

/** Changes when one of the files was written, made or deleted. */
export function timesOfFiles(directory: string): string {
  return tableFiles
    .map((file) => statSync(join(directory, file), { throwIfNoEntry: false })?.mtimeMs ?? 0)
    .join(' ');
}

/** What of it holds at `now`: a zone that begins tomorrow is not yet one. Pure. */
export function catalogueAt(tables: LearntTables, now: Instant): LearntCatalogue {
  return {
    zones: withZonesOfStations(zonesAt(tables.zones?.zones ?? [], now), tables),
    stations: stationsOf(tables),
  };
}

/** Of each code the zone that began last. */
function zonesAt(zones: readonly WarningZone[], now: Instant): WarningZone[] {
  const byId = new Map<string, WarningZone>();
  for (const zone of zones) {
    const before = byId.get(zone.id);
    if (beginOf(zone) > now || (before !== undefined && beginOf(before) > beginOf(zone))) continue;
    // An end to come is none yet: when it comes, this is asked again.
    byId.set(zone.id, holdsAt(zone, now) ? { ...zone, validTo: null } : zone);
  }
  return [...byId.values()];
}

/**
 * The polygons have no list of zones beside them: a zone of theirs that nobody knows is a part of what
 * its code continues (L1140900 of L1140000), else of what the station's zone was a part of before, so
 * that a warning for the whole reaches it.
 */
function withZonesOfStations(zones: WarningZone[], tables: LearntTables): WarningZone[] {
  const known = new Map([...zoneCatalogue, ...zones].map((zone) => [zone.id, zone]));
  const found = new Map<string, WarningZone>();
  for (const [station, { id, name }] of Object.entries(tables.stationZones?.stations ?? {})) {
    if (known.has(id) || found.has(id)) continue;
    const holder = codesContinuedBy(id).find((one) => known.has(one));
    const before = findStation(station)?.warningZone?.id ?? '';
    found.set(id, {
      id,
      name: { full: name, short: name },
      parent: holder ?? known.get(before)?.parent ?? null,
      kind: id.startsWith('S') ? 'sea' : 'land',
      isLeaf: true,
      validFrom: null,
      validTo: null,
      dates: 'unknown',
    });
  }
  return [...zones, ...found.values()];
}

/** The stations that were learnt, and those that only a zone was learnt for. */
function stationsOf({ stations, stationZones }: LearntTables): readonly Station[] {
  const learnt = stations?.stations ?? [];
  if (stationZones === null) return learnt;
  const byId = new Map(stationCatalogue.map((station) => [station.id, station]));
  for (const station of learnt) byId.set(station.id, station);
  return [...byId.values()].map((station) => {
    const warningZone = stationZones.stations[station.id];
    // A station at sea stands in a zone that no region has.
    return warningZone?.id.startsWith('L') === true ? { ...station, warningZone } : station;
  });
}

/** The first moment after `after` and until `now` at which a zone began or ended, or `null`. */
export function changeoverBetween(
  zones: readonly WarningZone[],
  after: Instant,
  now: Instant,
): Instant | null {
  const moments = zones.flatMap((zone) => {
    const { validTo } = zone;
    return [beginOf(zone), ...(validTo === null ? [] : [Date.parse(validTo) + minutes(1)])];
  });
  const passed = moments.filter((moment) => moment > after && moment <= now);
  return passed.length === 0 ? null : Math.min(...passed);
}

/** The leaf zones on land in force at `now`. */
export function leavesAt(zones: readonly WarningZone[], now: Instant): Set<string> {
  const inForce = zones.filter(({ kind, isLeaf }) => kind === 'land' && isLeaf);
  return new Set(inForce.filter((zone) => holdsAt(zone, now)).map(({ id }) => id));
}

function holdsAt(zone: WarningZone, now: Instant): boolean {
  const { validTo } = zone;
  return beginOf(zone) <= now && (validTo === null || Date.parse(validTo) + minutes(1) > now);
}

function beginOf({ validFrom }: WarningZone): Instant {
  return validFrom === null ? Number.NEGATIVE_INFINITY : Date.parse(validFrom);
}

/** Changes when there are other stations, or when one has moved. */
export function hashOfPlaces(stations: readonly Station[]): string {
  const hash = createHash('sha256');
  for (const { id, lat, lon } of stations) hash.update(`${id} ${lat} ${lon}\n`);
  return hash.digest('hex').slice(0, 16);
}
