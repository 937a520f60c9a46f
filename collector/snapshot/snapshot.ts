import {
  type Element,
  elements,
  type MissingReason,
  type Network,
  type ObservationState,
  type Quality,
  type Station,
  type Summary,
} from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ObservationSource } from '../sources/source.ts';
import { type Duration, hours, type Instant } from '../time/clock.ts';
import { deriveConditions } from './derive-condition.ts';
import { deriveFeelsLike } from './derive-feels-like.ts';
import type {
  ElementSnapshot,
  SourcedValue,
  Standing,
  StationSnapshot,
} from './element-snapshot.ts';
import type { Holding, SourceHoldings } from './holdings.ts';

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
 * sources; what no source says is derived where it can be. Every surface station that a source
 * covers has its place, with or without values; any other station once a source lists it.
 */
export function takeSnapshot(all: Holdings, catalogue: Catalogue, now: Instant): Snapshot {
  const surface = new Set(catalogue.surfaceStations.map(({ id }) => id));
  const merged = listStations(all, catalogue).map((station) => ({
    station,
    elements: mergeStation(station, all, now),
  }));
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

function mergeStation(
  station: Station,
  all: Holdings,
  now: Instant,
): { [E in Element]?: ElementSnapshot } {
  const covering = all.filter(
    ({ source, holdings }) =>
      holdings.has(station.id) || (station.network === 'asos' && source.networks.includes('asos')),
  );
  const taken: { [E in Element]?: ElementSnapshot } = {};
  for (const element of elements) {
    const candidates = covering.flatMap(({ source, holdings }) => {
      if (!source.elements.includes(element)) return [];
      const held = holdings.get(station.id);
      const holding = held?.elements[element];
      // A source that lists the station and says nothing of the element does not measure it there.
      return held !== undefined && holding === undefined ? [] : [{ source, holding }];
    });
    if (candidates.length > 0) taken[element] = mergeElement(element, candidates, now);
  }
  return taken;
}

interface Candidate {
  readonly source: ObservationSource;
  readonly holding: Holding | undefined;
}

function mergeElement(
  element: Element,
  candidates: readonly Candidate[],
  now: Instant,
): ElementSnapshot {
  const good = best(element, candidates, 'good', now);
  const latest = best(element, candidates, 'latest', now);
  const failed =
    latest !== null &&
    latest.value.quality === 'fail' &&
    latest.value.observedAt >= (good?.value.observedAt ?? Number.NEGATIVE_INFINITY) &&
    latest.value.expiresAt > now
      ? latest.value
      : null;
  if (good === null) {
    const absence = candidates.find(({ holding }) => holding?.absence)?.holding?.absence;
    const reason = failed !== null ? 'quality-failed' : (absence ?? 'never-observed');
    return { state: 'never', shown: null, failed, reason };
  }
  if (good.value.expiresAt <= now) {
    const reason = failed !== null ? 'quality-failed' : 'expired';
    return { state: 'expired', shown: null, failed, reason };
  }
  const reason = reasonForAge(good, failed, now);
  return { state: reason === null ? 'fresh' : 'carried', shown: good.value, failed, reason };
}

interface Best {
  readonly source: ObservationSource;
  readonly value: SourcedValue;
  readonly absence: MissingReason | null;
}

/** Why the value that is shown is not the newest the source should have, or `null` when it is. */
function reasonForAge(good: Best, failed: SourcedValue | null, now: Instant): MissingReason | null {
  if (failed !== null) return 'quality-failed';
  if (good.absence !== null) return good.absence;
  return now - good.value.observedAt > good.source.lateAfter ? 'upstream-late' : null;
}

function best(
  element: Element,
  candidates: readonly Candidate[],
  which: 'good' | 'latest',
  now: Instant,
): Best | null {
  let winner: Best | null = null;
  for (const { source, holding } of candidates) {
    const held = holding?.[which];
    if (holding === undefined || held === undefined || held === null) continue;
    const { unchangedSince, readings, ...value } = held;
    const expiresAt = held.observedAt + source.expiresAfter;
    const next = {
      source,
      value: { ...value, source: source.id, expiresAt },
      absence: holding.absence,
    };
    if (winner === null || beats(element, next, winner, now)) winner = next;
  }
  return winner;
}

/**
 * A value that has not expired beats one that has; a condition that someone observed beats one made
 * from a gauge or a grid; then the fresher one wins, and among equals the source named first.
 */
function beats(element: Element, next: Best, winner: Best, now: Instant): boolean {
  const alive = Number(next.value.expiresAt > now) - Number(winner.value.expiresAt > now);
  if (alive !== 0) return alive > 0;
  const observed = Number(isIndirect(winner.value)) - Number(isIndirect(next.value));
  if (element === 'condition' && observed !== 0) return observed > 0;
  return next.value.observedAt > winner.value.observedAt;
}

function isIndirect({ derived }: SourcedValue): boolean {
  return derived?.method === 'gauge' || derived?.method === 'grid-cell';
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
