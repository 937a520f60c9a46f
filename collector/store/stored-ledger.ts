import { sourceHealth } from '@nalssi/schemas';
import { z } from 'zod';
import { sourceErrorCodes } from '../sources/source-error-codes.ts';
import { emptyLedger } from '../transport/ledger.ts';
import { storedInstant } from './stored-text.ts';

const count = z.int().nonnegative();
const code = z.enum(sourceErrorCodes);
const empty = emptyLedger(0);

/**
 * A ledger as it is stored. What came later than the first four has a default: versions before did
 * not store it, and what an upstream has cost today must outlive an upgrade.
 */
export const storedLedger = z.object({
  day: z.string(),
  requests: count,
  consecutiveFailures: count,
  block: z.object({ until: storedInstant, code }).nullable(),
  since: storedInstant.default(empty.since),
  lastAttemptAt: storedInstant.nullable().default(null),
  lastSuccessAt: storedInstant.nullable().default(null),
  newestObservedAt: storedInstant.nullable().default(null),
  lastError: z.object({ code, detail: z.string(), at: storedInstant }).nullable().default(null),
  lastRun: z.object({ made: count, failed: count, unasked: count }).nullable().default(null),
  batch: sourceHealth.shape.batch.default(empty.batch),
  doubt: z
    .object({ position: z.number(), truth: z.number(), isOfPattern: z.boolean() })
    .nullable()
    .default(null),
  suspicion: z
    .object({
      kind: z.enum(['offset', 'sign', 'unconfirmed', 'part']),
      since: storedInstant,
      detail: z.string(),
      offset: z.number(),
      part: z.record(z.string(), z.number()).nullable().default(null),
    })
    .nullable()
    .default(null),
});
