import { z } from 'zod';
import { envelope, summary } from './envelope.ts';
import { kstTime, quality, regionCode } from './primitives.ts';

/** `starting`: not asked yet; `failing`: the last attempt gave nothing usable; `off`: see `note`. */
export const sourceState = z.enum(['starting', 'ok', 'failing', 'off']);
export type SourceState = z.infer<typeof sourceState>;

const count = z.int().nonnegative();

/** One upstream. Safe to publish: no URL, key, host name or stack. */
export const sourceHealth = z.object({
  id: z.string(),
  state: sourceState,
  note: z.string().optional(),
  schedule: z.string(),
  lastAttemptAt: kstTime.nullable(),
  lastSuccessAt: kstTime.nullable(),
  /** Newest time of observation that the upstream has given. */
  newestObservedAt: kstTime.nullable(),
  consecutiveFailures: count,
  lastError: z
    .object({ code: z.string(), message: z.string(), action: z.string(), at: kstTime })
    .nullable(),
  /** Of the last good batch. */
  batch: z.object({
    readings: count,
    dropped: z.record(z.string(), count),
    unknownStations: z.array(z.string()),
    unknownWords: z.record(z.string(), count),
    unknownKeys: z.record(z.string(), count),
  }),
});
export type SourceHealth = z.infer<typeof sourceHealth>;

export const healthFile = envelope.extend({
  sources: z.array(sourceHealth),
  /** Stations by state in each region; `none` holds stations that the catalogue does not know. */
  coverage: z.partialRecord(z.union([regionCode, z.literal('none')]), summary),
  /** Values of the newest snapshot by verdict. */
  quality: z.record(quality, count),
  build: z.object({ version: z.string(), node: z.string(), startedAt: kstTime }),
});
export type HealthFile = z.infer<typeof healthFile>;
