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
import { withDefaults } from './observation-defaults.ts';
import type { Publication } from './publication.ts';

/**
 * `observations.json`: everything known of every station, with what the checks said of it. That a
 * value is derived it says, and how; from which stations, `stations/{station}.json` does: compressed,
 * that would be a fifteenth of the file.
 */
export function observationsFileOf(publication: Publication): ObservationsFile {
  const rows = publication.snapshot.stations.map((station) =>
    rowOf(station, ({ method }) => ({ method })),
  );
  return {
    ...envelopeOf('observations', publication),
    units: elementUnits,
    ...withDefaults(rows),
  };
}

/** Everything known of one station, with every field of every value. */
export function observationRowOf(snapshot: StationSnapshot): ObservationRow {
  return rowOf(snapshot, (derivation) => derivedOf(snapshot.station.id, derivation));
}

type Derive = (derivation: Derivation) => Derivation;

function rowOf({ station, state, elements }: StationSnapshot, derive: Derive): ObservationRow {
  const values = Object.entries(elements).map(([element, snapshot]) => [
    element,
    observedValueOf(snapshot, derive),
  ]);
  return { station: station.id, state, ...Object.fromEntries(values) };
}

function observedValueOf(
  { state, shown, failed, reason }: ElementSnapshot,
  derive: Derive,
): ObservedValue {
  const why = reason === null ? {} : { reason };
  if (failed !== null) {
    const lastGood = shown === null ? {} : { lastGood: judgedOf(shown, derive) };
    return { ...judgedOf(failed, derive), state: 'fresh', ...why, ...lastGood } as ObservedValue;
  }
  if (shown !== null) return { ...judgedOf(shown, derive), state, ...why } as ObservedValue;
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

function judgedOf({ observedAt, expiresAt, ...judged }: SourcedValue, derive: Derive) {
  const { value, quality, checks, failed, source, derived } = judged;
  return {
    value,
    quality,
    checks,
    failed,
    source,
    ...(derived !== undefined && { derived: derive(derived) }),
    observedAt: formatKst(observedAt),
    expiresAt: formatKst(expiresAt),
  };
}

/** That a station's value was made from its own need not be said. */
function derivedOf(station: string, { method, from = [] }: Derivation): Derivation {
  const others = from.filter((other) => other !== station);
  return others.length === 0 ? { method } : { method, from: others };
}
