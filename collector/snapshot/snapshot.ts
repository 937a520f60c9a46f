import {
  type Element,
  elements,
  type Network,
  type ObservationState,
  type Quality,
  type Station,
  type Summary,
} from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ObservationSource } from '../sources/source.ts';
import { type Duration, hours, type Instant } from '../time/clock.ts';
import type { Candidate, Candidates } from './best-value.ts';
import { deriveConditions } from './derive-condition.ts';
import { deriveFeelsLike } from './derive-feels-like.ts';
import type { ElementSnapshot, Standing, StationSnapshot } from './element-snapshot.ts';
import type { SourceHoldings } from './holdings.ts';
import { mergeStations } from './merge-stations.ts';

/** All stations at one moment, ascending by station number, which is KMA's order. */
export interface Snapshot {
  readonly at: Instant;
  readonly stations: readonly StationSnapshot[];
  /** Of the stations that are expected, by their temperature. */
  readonly summary: Summary;
}

/** An automatic station is expected to go on for so long after its last temperature. */
const missedFor: Duration = hours(48);

/** What is held of every source that is on, in order of trust. */
export type Holdings = readonly {
  readonly source: ObservationSource;
  readonly holdings: SourceHoldings;
}[];

/**
 * The snapshot at `now`. Per station and element the freshest good value wins, then the order of
 * sources, but for sources that disagree (choose-temperature.ts); what no source says is derived
 * where it can be. Every surface station that a source
 * covers has its place, with or without values; any other station once a source lists it.
 */
export function takeSnapshot(all: Holdings, catalogue: Catalogue, now: Instant): Snapshot {
  const surface = new Set(catalogue.surfaceStations.map(({ id }) => id));
  const merged = mergeStations(
    listStations(all, catalogue).map((station) => ({
      station,
      candidates: candidatesOf(station, all),
    })),
    now,
  );
  const derived = deriveFeelsLike(deriveConditions(merged), now);
  const stations = derived.map(({ station, elements: taken }) => ({
    station,
    standing: standingOf(station, surface, all, catalogue, now),
    state: stateOfStation(taken),
    elements: taken,
  }));
  return snapshotOf(stations, now);
}

/** A snapshot of some stations alone, with their own summary. */
export function snapshotOf(stations: readonly StationSnapshot[], at: Instant): Snapshot {
  const expected = stations.filter(({ standing }) => standing === 'expected');
  return { at, stations, summary: summarize(expected) };
}

export function summarize(stations: readonly Pick<StationSnapshot, 'state'>[]): Summary {
  const summary = { stations: stations.length, fresh: 0, carried: 0, expired: 0, never: 0 };
  for (const { state } of stations) summary[state] += 1;
  return summary;
}

/** Whether no station has a value of any element to show. */
export function isEmpty({ stations }: Snapshot): boolean {
  return stations.every(({ elements: taken }) =>
    Object.values(taken).every(({ shown }) => shown === null),
  );
}

/** The verdict on what stands for an element in the feed. */
export function qualityOf({ shown, failed }: ElementSnapshot): Quality {
  return (failed ?? shown)?.quality ?? 'missing';
}

function listStations(all: Holdings, catalogue: Catalogue): Station[] {
  const stations = new Map<string, Station>();
  if (all.some(({ source }) => source.networks.includes('asos'))) {
    for (const station of catalogue.surfaceStations) stations.set(station.id, station);
  }
  for (const { source, holdings } of all) {
    const network = source.networks.includes('aws') ? 'aws' : 'asos';
    for (const [id, { name }] of holdings) {
      if (stations.has(id)) continue;
      stations.set(id, catalogue.find(id) ?? uncatalogued(id, name, network));
    }
  }
  return [...stations.values()].sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * Of a surface station a temperature is expected where a source covers them; of an automatic one
 * while one was seen: many have a rain gauge alone, and some are moved or closed without a word.
 */
function standingOf(
  { id, network }: Station,
  surface: ReadonlySet<string>,
  all: Holdings,
  catalogue: Catalogue,
  now: Instant,
): Standing {
  if (catalogue.find(id) === undefined) return 'unknown';
  const thermometers = all.filter(({ source }) => source.elements.includes('temperature'));
  const isCovered =
    surface.has(id) && thermometers.some(({ source }) => source.networks.includes('asos'));
  const isSeen = thermometers.some(({ holdings }) => {
    const seen = holdings.get(id)?.elements.temperature?.good?.observedAt;
    return seen !== undefined && seen > now - missedFor;
  });
  return isCovered || (network === 'aws' && isSeen) ? 'expected' : 'further';
}

/** A station that KMA lists before we know it appears under KMA's own name, as it should. */
function uncatalogued(id: string, upstreamName: string | null, network: Network): Station {
  const name = upstreamName ?? id;
  return {
    id,
    name: { ko: name, en: name },
    region: null,
    network,
    lat: null,
    lon: null,
    elevation: null,
  };
}

/** What each source that covers a station has of each element. */
function candidatesOf(station: Station, all: Holdings): Candidates {
  const covering = all.filter(
    ({ source, holdings }) =>
      holdings.has(station.id) || (station.network === 'asos' && source.networks.includes('asos')),
  );
  const candidates: { [E in Element]?: readonly Candidate[] } = {};
  for (const element of elements) {
    const having = covering.flatMap(({ source, holdings }) => {
      if (!source.elements.includes(element)) return [];
      const held = holdings.get(station.id);
      const holding = held?.elements[element];
      // A source that lists the station and says nothing of the element does not measure it there.
      return held !== undefined && holding === undefined ? [] : [{ source, holding }];
    });
    if (having.length > 0) candidates[element] = having;
  }
  return candidates;
}

/** Of a station without a thermometer the best that it has. */
const byWorth: readonly ObservationState[] = ['fresh', 'carried', 'expired', 'never'];

/**
 * The state of a station is that of its temperature: a condition that is fresh must not hide that
 * the number is gone. One without a thermometer goes by its other elements.
 */
function stateOfStation(taken: { readonly [E in Element]?: ElementSnapshot }): ObservationState {
  if (taken.temperature !== undefined) return taken.temperature.state;
  const states = Object.values(taken).map(({ state }) => state);
  return byWorth.find((state) => states.includes(state)) ?? 'never';
}
