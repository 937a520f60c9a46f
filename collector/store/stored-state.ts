import {
  checkName,
  conditionCode,
  derivation,
  elements,
  missingReason,
  observationQuality,
  warningKind,
  warningLevel,
} from '@nalssi/schemas';
import { z } from 'zod';
import type { SourceHoldings } from '../snapshot/holdings.ts';
import { sourceIds } from '../sources/source-id.ts';
import type { StoredState } from './store.ts';
import { storedLedger } from './stored-ledger.ts';

const observedValue = z.object({
  value: z.union([z.number(), conditionCode]),
  quality: observationQuality.exclude(['missing']),
  checks: z.array(checkName),
  failed: z.array(checkName),
  observedAt: z.number(),
  unchangedSince: z.number(),
  readings: z.int(),
  derived: derivation.optional(),
});

const holding = z.object({
  latest: observedValue.nullable(),
  good: observedValue.nullable(),
  absence: missingReason.nullable(),
});

const stationHoldings = z.object({
  name: z.string().nullable(),
  elements: z.partialRecord(z.enum(elements), holding),
});

const warningZone = z.object({ id: z.string().nullable(), name: z.string() });
const counts = z.record(z.string(), z.number());
const warningList = z.object({
  asOf: z.number(),
  warnings: z.array(
    z.object({
      kind: warningKind,
      level: warningLevel,
      zone: warningZone,
      parent: warningZone.nullable(),
      command: z.enum(['issued', 'changed', 'extended', 'corrected', 'replaced']).nullable(),
      issuedAt: z.number().nullable(),
      effectiveAt: z.number().nullable(),
      endsAt: z.number().nullable(),
    }),
  ),
  dropped: counts,
  unknownWords: counts,
  unknownKeys: counts,
});

/** What is read back is checked like any input: the file may be damaged, or of another version. */
export const storedState = z.object({
  sequence: z.int().nonnegative(),
  mode: z.enum(['live', 'replay']),
  changedAt: z.number(),
  contentHash: z.string(),
  holdings: z.partialRecord(
    z.enum(sourceIds),
    z.record(z.string(), stationHoldings).transform((record) => new Map(Object.entries(record))),
  ),
  ledgers: z.partialRecord(z.enum(sourceIds), storedLedger),
  warnings: warningList.nullable(),
});

export function parseStoredState(text: string): StoredState {
  return storedState.parse(JSON.parse(text)) as StoredState;
}

export function formatStoredState(state: StoredState): string {
  const holdings = Object.fromEntries(
    Object.entries(state.holdings).map(([source, held]) => [
      source,
      Object.fromEntries(held as SourceHoldings),
    ]),
  );
  return JSON.stringify({ ...state, holdings });
}
