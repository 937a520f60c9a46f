import {
  type Element,
  elements,
  findStation,
  type MissingReason,
  type ObservationState,
  type Quality,
  type Station,
  type Summary,
  stationCatalogue,
} from '@nalssi/schemas';
import type { SourceId } from '../sources/registry.ts';
import type { Source } from '../sources/source.ts';
import type { Instant } from '../time/clock.ts';
import type { Holding, ObservedValue, SourceHoldings } from './holdings.ts';

/** A value, the source it came from, and when it dies. */
export interface SourcedValue extends ObservedValue {
  readonly source: SourceId;
  readonly expiresAt: Instant;
}

/** One element of one station at one moment. */
export interface ElementSnapshot {
  /** Of the value that is shown. */
  readonly state: ObservationState;
  /** The value to show: the newest that did not fail a check and has not expired. */
  readonly shown: SourcedValue | null;
  /** The newest reading of all where it failed a check: for ops people, never shown. */
  readonly failed: SourcedValue | null;
  /** Why there is no value, or why an older one stands for the newest reading. */
  readonly reason: MissingReason | null;
}

/** One station at one moment. */
export interface StationSnapshot {
  readonly station: Station;
  readonly state: ObservationState;
  readonly elements: { readonly [E in Element]?: ElementSnapshot };
}

/** All stations at one moment, ascending by station number, which is KMA's order. */
export interface Snapshot {
  readonly at: Instant;
  readonly stations: readonly StationSnapshot[];
  readonly summary: Summary;
}

/** What the collector holds of every source that is on, in order of trust. */
export type Holdings = readonly {
  readonly source: Source;
  readonly holdings: SourceHoldings;
}[];

/**
 * The snapshot at `now`. Per station and element the freshest good value wins, then the order of
 * sources. Every station that a source covers has its place, with or without values, and so has a
 * station that a source lists and the catalogue does not know.
 */
export function takeSnapshot(all: Holdings, now: Instant): Snapshot {
  const stations = listStations(all).map((station) => snapshotStation(station, all, now));
  return { at: now, stations, summary: summarize(stations) };
}

export function summarize(stations: readonly StationSnapshot[]): Summary {
  const summary = { stations: stations.length, fresh: 0, carried: 0, expired: 0, never: 0 };
  for (const { state } of stations) summary[state] += 1;
  return summary;
}

function listStations(all: Holdings): Station[] {
  const stations = new Map<string, Station>();
  for (const station of stationCatalogue) {
    if (all.some(({ source }) => source.networks.includes(station.network))) {
      stations.set(station.id, station);
    }
  }
  for (const { holdings } of all) {
    for (const [id, { name }] of holdings) {
      if (!stations.has(id)) stations.set(id, findStation(id) ?? uncatalogued(id, name));
    }
  }
  return [...stations.values()].sort((a, b) => Number(a.id) - Number(b.id));
}

/** A station that KMA lists before we know it appears under KMA's own name, as it should. */
function uncatalogued(id: string, upstreamName: string | null): Station {
  const name = upstreamName ?? id;
  return {
    id,
    name: { ko: name, en: name },
    region: null,
    network: 'unknown',
    lat: null,
    lon: null,
    elevation: null,
  };
}

function snapshotStation(station: Station, all: Holdings, now: Instant): StationSnapshot {
  const covering = all.filter(
    ({ source, holdings }) => source.networks.includes(station.network) || holdings.has(station.id),
  );
  const taken: { [E in Element]?: ElementSnapshot } = {};
  for (const element of elements) {
    const candidates = covering.filter(({ source }) => source.elements.includes(element));
    if (candidates.length === 0) continue;
    taken[element] = snapshotElement(
      candidates.map(({ source, holdings }) => ({
        source,
        holding: holdings.get(station.id)?.elements[element],
      })),
      now,
    );
  }
  return { station, state: stateOfStation(Object.values(taken)), elements: taken };
}

interface Candidate {
  readonly source: Source;
  readonly holding: Holding | undefined;
}

function snapshotElement(candidates: readonly Candidate[], now: Instant): ElementSnapshot {
  const good = freshest(candidates, 'good');
  const latest = freshest(candidates, 'latest');
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

/** Why the value that is shown is not the newest the source should have, or `null` when it is. */
function reasonForAge(
  good: { source: Source; value: SourcedValue; absence: MissingReason | null },
  failed: SourcedValue | null,
  now: Instant,
): MissingReason | null {
  if (failed !== null) return 'quality-failed';
  if (good.absence !== null) return good.absence;
  return now - good.value.observedAt > good.source.lateAfter ? 'upstream-late' : null;
}

function freshest(candidates: readonly Candidate[], which: 'good' | 'latest') {
  let best: { source: Source; value: SourcedValue; absence: MissingReason | null } | null = null;
  for (const { source, holding } of candidates) {
    const held = holding?.[which];
    if (holding === undefined || held === undefined || held === null) continue;
    if (best !== null && best.value.observedAt >= held.observedAt) continue;
    const expiresAt = held.observedAt + source.expiresAfter;
    best = { source, value: { ...held, source: source.id, expiresAt }, absence: holding.absence };
  }
  return best;
}

const byGravity: readonly ObservationState[] = ['carried', 'fresh', 'expired', 'never'];

/** A station is carried as soon as one of its values is, and expired only when all are. */
function stateOfStation(snapshots: readonly ElementSnapshot[]): ObservationState {
  return byGravity.find((state) => snapshots.some((element) => element.state === state)) ?? 'never';
}

/** The verdict on what stands for an element in the feed. */
export function qualityOf({ shown, failed }: ElementSnapshot): Quality {
  return (failed ?? shown)?.quality ?? 'missing';
}
