import {
  elementUnits,
  type ObservationRow,
  type ObservationsFile,
  type ObservedValue,
} from '@nalssi/schemas';
import type { ElementSnapshot, SourcedValue, StationSnapshot } from '../snapshot/snapshot.ts';
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

function observationRowOf({ station, state, elements }: StationSnapshot): ObservationRow {
  const values = Object.entries(elements).map(([element, snapshot]) => [
    element,
    observedValueOf(snapshot),
  ]);
  return { station: station.id, state, ...Object.fromEntries(values) };
}

function observedValueOf({ state, shown, failed, reason }: ElementSnapshot): ObservedValue {
  const why = reason === null ? {} : { reason };
  if (failed !== null) {
    const lastGood = shown === null ? {} : { lastGood: judgedOf(shown) };
    return { ...judgedOf(failed), state: 'fresh', ...why, ...lastGood } as ObservedValue;
  }
  if (shown !== null) return { ...judgedOf(shown), state, ...why } as ObservedValue;
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

function judgedOf({ observedAt, expiresAt, ...judged }: SourcedValue) {
  const { value, quality, checks, failed, source, derived } = judged;
  return {
    value,
    quality,
    checks,
    failed,
    source,
    ...(derived !== undefined && { derived }),
    observedAt: formatKst(observedAt),
    expiresAt: formatKst(expiresAt),
  };
}
