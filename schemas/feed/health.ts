import { z } from 'zod';
import { envelope, feedStatus, summary } from './envelope.ts';
import { kstTime, quality, regionCode, stationId } from './primitives.ts';

/**
 * `starting`: not asked yet; `failing`: the last attempt gave nothing usable; `blocked`: not asked
 * for now, see `blocked`; `off`: see `note`.
 */
export const sourceState = z.enum(['starting', 'ok', 'failing', 'blocked', 'off']);
export type SourceState = z.infer<typeof sourceState>;

const count = z.int().nonnegative();

/** A temperature as a source gives it, °C. */
const sourcedTemperature = z.object({ source: z.string(), value: z.number(), observedAt: kstTime });

/** One upstream. Safe to publish: no URL, key, host name or stack. */
export const sourceHealth = z.object({
  id: z.string(),
  title: z.string(),
  state: sourceState,
  /** Since when it has had this state; a restart begins anew. */
  stateSince: kstTime.optional(),
  note: z.string().optional(),
  schedule: z.string(),
  /** Of this process; `null` until it has asked. */
  lastAttemptAt: kstTime.nullable(),
  lastSuccessAt: kstTime.nullable(),
  /** Newest time of observation that the upstream has given. */
  newestObservedAt: kstTime.nullable(),
  consecutiveFailures: count,
  /**
   * Of the last run: requests that were made, those of them that failed, and those that were planned
   * and not made, because the others had failed, or because the quota or the time was spent. What was
   * not asked for stays as it was. Absent until there was a run.
   */
  requests: z.object({ made: count, failed: count, unasked: count }).optional(),
  /** Why the upstream is left alone, and until when. */
  blocked: z.object({ code: z.string(), until: kstTime }).nullable(),
  /** Requests made today, Korean time, and how many the upstream allows where it says so. */
  quota: z.object({ used: count, limit: count.nullable() }),
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
  /**
   * Stations at which sources give temperatures of which only one can be true, the first hundred: the
   * one that is shown, marked suspect, and the others.
   */
  disagreements: z
    .array(
      z.object({
        station: stationId,
        shown: sourcedTemperature,
        others: z.array(sourcedTemperature),
      }),
    )
    .optional(),
  /** The last publishes, newest last. */
  publishes: z.array(
    z.object({
      sequence: count,
      at: kstTime,
      status: feedStatus,
      fresh: count,
      /** Milliseconds that it took to build and write the files before this one. */
      milliseconds: count.nullable(),
    }),
  ),
  /** The store behind the feed, and each place where it goes: `memory`, `directory`. */
  outputs: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['ok', 'failing']),
      /** Since when it has been failing. */
      since: kstTime.nullable(),
      action: z.string().nullable(),
    }),
  ),
  build: z.object({ version: z.string(), node: z.string(), startedAt: kstTime }),
});
export type HealthFile = z.infer<typeof healthFile>;
