import type { Catalogue } from '../../catalogue/catalogue.ts';

/** So many are named; the rest are counted. */
const mostNamed = 20;

/** What two catalogues differ in: stations and zones by number. */
export interface TableChanges {
  readonly newStations: readonly string[];
  /** Zones that stations stand in now and did not before, and the reverse. */
  readonly zonesCame: readonly string[];
  readonly zonesWent: readonly string[];
  /** Stations, known before, that stand in another zone. */
  readonly moved: readonly string[];
}

/** What of a catalogue is compared. */
export type Standing = ReadonlyMap<string, string | null>;

/** The zone of each station. */
export function standingOf({ stations }: Catalogue): Standing {
  return new Map(stations.map(({ id, warningZone }) => [id, warningZone?.id ?? null]));
}

export function changesBetween(before: Standing, after: Standing): TableChanges {
  const [zonesBefore, zonesAfter] = [before, after].map(
    (standing) => new Set([...standing.values()].filter((zone) => zone !== null)),
  ) as [Set<string>, Set<string>];
  return {
    newStations: [...after.keys()].filter((id) => !before.has(id)),
    zonesCame: [...zonesAfter].filter((zone) => !zonesBefore.has(zone)).sort(),
    zonesWent: [...zonesBefore].filter((zone) => !zonesAfter.has(zone)).sort(),
    moved: [...after].flatMap(([id, zone]) =>
      before.has(id) && before.get(id) !== zone ? [id] : [],
    ),
  };
}

export function isNoChange({ newStations, zonesCame, zonesWent, moved }: TableChanges): boolean {
  return newStations.length + zonesCame.length + zonesWent.length + moved.length === 0;
}

/** As the log tells it. */
export function toldChanges({ newStations, zonesCame, zonesWent, moved }: TableChanges) {
  return {
    newStations: newStations.length,
    zonesCame: zonesCame.length,
    zonesWent: zonesWent.length,
    stationsMoved: moved.length,
    ...(newStations.length > 0 && { new: newStations.slice(0, mostNamed) }),
    ...(zonesCame.length > 0 && { came: zonesCame.slice(0, mostNamed) }),
    ...(zonesWent.length > 0 && { went: zonesWent.slice(0, mostNamed) }),
  };
}
