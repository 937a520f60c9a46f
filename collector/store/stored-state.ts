import {
  checkName,
  conditionCode,
  derivation,
  elements,
  missingReason,
  observationQuality,
  stationId,
  warningKind,
  warningLevel,
} from '@nalssi/schemas';
import { z } from 'zod';
import type { SourceHoldings } from '../snapshot/holdings.ts';
import type { HeldWarnings } from '../snapshot/warnings-in-force.ts';
import { sourceIds } from '../sources/source-id.ts';
import type { Ledger } from '../transport/ledger.ts';
import type { StoredEdition } from './store.ts';
import { storedLedger } from './stored-ledger.ts';
import { isOfElement, parseStored, storedInstant } from './stored-text.ts';

const observedValue = z.object({
  value: z.union([z.number(), conditionCode]),
  quality: observationQuality.exclude(['missing']),
  checks: z.array(checkName),
  failed: z.array(checkName),
  observedAt: storedInstant,
  unchangedSince: storedInstant,
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
  elements: z
    .partialRecord(z.enum(elements), holding)
    .refine(
      (held) =>
        Object.entries(held).every(([element, { latest, good }]) =>
          [latest, good].every((one) => one === null || isOfElement(element, one.value)),
        ),
      'a word stands for a number, or a number for a word',
    ),
});

const warningZone = z.object({
  id: z.string().nullable(),
  name: z.string(),
  partOf: z.object({ whole: z.string(), except: z.array(z.string()) }).exactOptional(),
});
const counts = z.record(z.string(), z.number());
const warning = z.object({
  kind: warningKind,
  level: warningLevel,
  zone: warningZone,
  parent: warningZone.nullable(),
  command: z.enum(['issued', 'changed', 'extended', 'corrected', 'replaced', 'lifted']).nullable(),
  issuedAt: storedInstant.nullable(),
  effectiveAt: storedInstant.nullable(),
  endsAt: storedInstant.nullable(),
});
const warningList = z.object({
  asOf: storedInstant,
  warnings: z.array(warning),
  kept: z
    .array(z.object({ warning, until: storedInstant.nullable(), isInferred: z.boolean() }))
    .optional(),
  wholeAsOf: storedInstant.nullable().optional(),
  dropped: counts,
  unknownWords: counts,
  unknownKeys: counts,
});

const holdings = z
  .record(stationId, stationHoldings)
  .transform((record) => new Map(Object.entries(record)));

const edition = z.object({
  mode: z.enum(['live', 'replay']),
  changedAt: storedInstant,
  contentHash: z.string(),
  runs: z.array(storedInstant).optional(),
});

/** All of the state in one text, as version 1.0 stored it. */
const wholeState = edition.extend({
  sequence: z.int().nonnegative(),
  holdings: z.partialRecord(z.enum(sourceIds), holdings),
  ledgers: z.partialRecord(z.enum(sourceIds), storedLedger),
  warnings: warningList.nullable(),
});

// What is read back is checked like any input: the file may be damaged, or of another version.

export function parseEdition(text: string): StoredEdition {
  return parseStored(text, edition, 'few');
}

export function parseHoldings(text: string): SourceHoldings {
  return parseStored(text, holdings, 'many') as SourceHoldings;
}

export function formatHoldings(held: SourceHoldings): string {
  return JSON.stringify(Object.fromEntries(held));
}

export function parseWarnings(text: string): HeldWarnings | null {
  return parseStored(text, warningList.nullable(), 'many') as HeldWarnings | null;
}

export function parseLedger(text: string): Ledger {
  return parseStored(text, storedLedger, 'few');
}

export function parseWholeState(text: string): z.infer<typeof wholeState> {
  return parseStored(text, wholeState, 'many');
}
