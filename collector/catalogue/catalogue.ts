import { type Station, stationCatalogue } from '@nalssi/schemas';

/** The stations the collector knows: the catalogue of the schemas, and what was learnt since. */
export class Catalogue {
  /** Ascending by station number, which is KMA's order. */
  readonly stations: readonly Station[];
  /**
   * Those that make up KMA's national list. A list that was learnt has the last word: one that it
   * lacks was closed. It is still known, should an upstream list it.
   */
  readonly surfaceStations: readonly Station[];
  readonly #byId: ReadonlyMap<string, Station>;

  /** `learnt` wins over the entry of the same number, but for what only the latter knows. */
  constructor(learnt: readonly Station[] = []) {
    const byId = new Map(stationCatalogue.map((station) => [station.id, station]));
    for (const station of learnt) byId.set(station.id, { ...byId.get(station.id), ...station });
    this.stations = [...byId.values()].sort((a, b) => Number(a.id) - Number(b.id));
    this.#byId = byId;
    const listed = new Set(learnt.filter(isSurface).map(({ id }) => id));
    this.surfaceStations = this.stations.filter(
      (station) => isSurface(station) && (listed.size === 0 || listed.has(station.id)),
    );
  }

  find(id: string): Station | undefined {
    return this.#byId.get(id);
  }
}

function isSurface({ network }: Station): boolean {
  return network === 'asos';
}
