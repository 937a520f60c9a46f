import { sourceHealth } from '@nalssi/schemas';
import { z } from 'zod';
import { sourceErrorCodes } from '../sources/source-error.ts';
import { emptyLedger } from '../transport/ledger.ts';

const instant = z.number();
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
  block: z.object({ until: instant, code }).nullable(),
  since: instant.default(empty.since),
  lastAttemptAt: instant.nullable().default(null),
  lastSuccessAt: instant.nullable().default(null),
  newestObservedAt: instant.nullable().default(null),
  lastError: z.object({ code, detail: z.string(), at: instant }).nullable().default(null),
  lastRun: z.object({ made: count, failed: count, unasked: count }).nullable().default(null),
  batch: sourceHealth.shape.batch.default(empty.batch),
  doubt: z
    .object({ position: z.number(), truth: z.number(), isOfPattern: z.boolean() })
    .nullable()
    .default(null),
  suspicion: z
    .object({
      kind: z.enum(['offset', 'sign', 'unconfirmed', 'part']),
      since: instant,
      detail: z.string(),
      offset: z.number(),
      part: z.record(z.string(), z.number()).nullable().default(null),
    })
    .nullable()
    .default(null),
});
