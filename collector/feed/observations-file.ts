import {
  type Derivation,
  elementUnits,
  type ObservationRow,
  type ObservationsFile,
  type ObservedValue,
} from '@nalssi/schemas';
import type {
  ElementSnapshot,
  SourcedValue,
  StationSnapshot,
} from '../snapshot/element-snapshot.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** `observations.json`: everything known of every station, with what the checks said of it. */
export function observationsFileOf(publication: Publication): ObservationsFile {
  return {
    ...envelopeOf('observations', publication),
    units: elementUnits,
    observations: publication.snapshot.stations.map(observationRowOf),
  };
}

/** Everything known of one station, with every field of every value. */
export function observationRowOf({ station, state, elements }: StationSnapshot): ObservationRow {
  const values = Object.entries(elements).map(([element, snapshot]) => [
    element,
    observedValueOf(station.id, snapshot),
  ]);
  return { station: station.id, state, ...Object.fromEntries(values) };
}

function observedValueOf(
  station: string,
  { state, shown, failed, reason }: ElementSnapshot,
): ObservedValue {
  const why = reason === null ? {} : { reason };
  if (failed !== null) {
    const lastGood = shown === null ? {} : { lastGood: judgedOf(station, shown) };
    return { ...judgedOf(station, failed), state: 'fresh', ...why, ...lastGood } as ObservedValue;
  }
  if (shown !== null) return { ...judgedOf(station, shown), state, ...why } as ObservedValue;
  return {
    value: null,
    quality: 'missing',
    checks: [],
    failed: [],
    source: null,
    observedAt: null,
    expiresAt: null,
    state,
    ...why,
  };
}

function judgedOf(station: string, { observedAt, expiresAt, ...judged }: SourcedValue) {
  const { value, quality, checks, failed, source, derived } = judged;
  return {
    value,
    quality,
    checks,
    failed,
    source,
    ...(derived !== undefined && { derived: derivedOf(station, derived) }),
    observedAt: formatKst(observedAt),
    expiresAt: formatKst(expiresAt),
  };
}

/** That a station's value was made from its own need not be said. */
function derivedOf(station: string, { method, from = [] }: Derivation): Derivation {
  const others = from.filter((other) => other !== station);
  return others.length === 0 ? { method } : { method, from: others };
}
