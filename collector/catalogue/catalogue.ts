import { type Station, stationCatalogue, type WarningZone, zoneCatalogue } from '@nalssi/schemas';
import { Zones } from './zones.ts';

/** What was learnt from KMA since the catalogue of the schemas was made. */
export interface LearntCatalogue {
  readonly stations?: readonly Station[];
  readonly zones?: readonly WarningZone[];
}

/**
 * The stations and the zones for warnings that the collector knows: the tables of the schemas, and
 * what was learnt since, which wins over the entry of the same number but for what only the latter
 * knows.
 */
export class Catalogue {
  #stations: readonly Station[] = [];
  #surfaceStations: readonly Station[] = [];
  #zones = new Zones([]);
  #byId: ReadonlyMap<string, Station> = new Map();
  #byZone: ReadonlyMap<string, readonly Station[]> = new Map();

  constructor(learnt: LearntCatalogue = {}) {
    this.learn(learnt);
  }

  /** Ascending by station number, which is KMA's order. */
  get stations(): readonly Station[] {
    return this.#stations;
  }

  /**
   * Those that make up KMA's national list. A list that was learnt has the last word: one that it
   * lacks was closed. It is still known, should an upstream list it.
   */
  get surfaceStations(): readonly Station[] {
    return this.#surfaceStations;
  }

  get zones(): Zones {
    return this.#zones;
  }

  /** Takes what was learnt in place of all that was learnt before. */
  learn({ stations = [], zones = [] }: LearntCatalogue): void {
    const zonesById = new Map(zoneCatalogue.map((zone) => [zone.id, zone]));
    for (const zone of zones) zonesById.set(zone.id, { ...zonesById.get(zone.id), ...zone });
    this.#zones = new Zones([...zonesById.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    const byId = new Map(stationCatalogue.map((station) => [station.id, station]));
    for (const station of stations)
      byId.set(station.id, this.#joined(byId.get(station.id), station));
    this.#stations = [...byId.values()].sort((a, b) => Number(a.id) - Number(b.id));
    this.#byId = byId;
    this.#byZone = this.#stationsByZone();
    const listed = new Set(stations.filter(isSurface).map(({ id }) => id));
    this.#surfaceStations = this.#stations.filter(
      (station) => isSurface(station) && (listed.size === 0 || listed.has(station.id)),
    );
  }

  find(id: string): Station | undefined {
    return this.#byId.get(id);
  }

  /** The stations that stand in a zone or in one below it; none for a code that is not known. */
  stationsIn(zone: string): readonly Station[] {
    return this.#byZone.get(zone) ?? [];
  }

  /** A list learnt before KMA redrew its zones has stations in zones that are no more. */
  #joined(shipped: Station | undefined, learnt: Station): Station {
    const joined = { ...shipped, ...learnt };
    const zone = learnt.warningZone && this.zones.find(learnt.warningZone.id);
    const isPast = zone !== undefined && zone.validTo !== null;
    return isPast && shipped?.warningZone !== undefined
      ? { ...joined, warningZone: shipped.warningZone }
      : joined;
  }

  #stationsByZone(): ReadonlyMap<string, readonly Station[]> {
    const byZone = new Map<string, Station[]>();
    for (const station of this.stations) {
      const zone = station.warningZone?.id;
      if (zone === undefined) continue;
      for (const id of [zone, ...this.zones.above(zone).map((above) => above.id)]) {
        const list = byZone.get(id);
        if (list === undefined) byZone.set(id, [station]);
        else list.push(station);
      }
    }
    return byZone;
  }
}

function isSurface({ network }: Station): boolean {
  return network === 'asos';
}
