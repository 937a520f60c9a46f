import { z } from 'zod';
import { envelope, feedStatus, summary } from './envelope.ts';
import { kstTime, quality, regionCode, stationId } from './primitives.ts';
import { warningPlacement } from './warnings.ts';

/**
 * `starting`: not asked yet; `failing`: the last attempt gave nothing
 * usable, or what it gives is `late` or suspect as a whole; `blocked`: not asked
 * for now, see `blocked`; `off`: see `note`.
 */
const sourceState = z.enum(['starting', 'ok', 'failing', 'blocked', 'off']);
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
  /**
   * Since when its newest observation has been too old although it answers: it is `failing` then,
   * and `lastError` has the code `late`, or `empty` where it answers with a list of nothing.
   */
  lateSince: kstTime.optional(),
  /**
   * Since when its temperatures have been marked as suspect as a whole: they may be the weather, and
   * such weather is rare. It is `failing` then, and `lastError` has the code `suspect-batch`.
   */
  suspectSince: kstTime.optional(),
  /**
   * Since when its temperatures have been marked because they were a first answer, or the first after a
   * day, that is not usual for the season and that nothing bears out. Nothing has failed: the state is what
   * it is, `lastError` has the code `unconfirmed-batch`, and the feed is `degraded`.
   */
  unconfirmedSince: kstTime.optional(),
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

/** What ages in the collector: KMA's stations and zones, provinces and places, the limits of the checks. */
export const tableIds = [
  'stations',
  'zones',
  'station-zones',
  'provinces',
  'places',
  'limits',
] as const;

/** One table of facts. */
const tableHealth = z.object({
  id: z.enum(tableIds),
  /** `shipped` with the collector, or learnt: from KMA's API hub, or from its public `polygons`. */
  source: z.enum(['shipped', 'apihub', 'polygons']),
  /** As of when it holds: the day of a shipped one, else when KMA last said so. */
  date: z.string(),
  entries: count,
  /** When it was last tried to refresh it, by this process or one before; `null` for never. */
  lastTriedAt: kstTime.nullable(),
  /** Why the last try gave nothing; `null` where it did. */
  lastError: z
    .object({ code: z.string(), message: z.string(), action: z.string(), at: kstTime })
    .nullable(),
  /**
   * Whether KMA was not heard of it for so long that it may be wrong; of places, whether some of their
   * stations are gone.
   */
  isOld: z.boolean(),
  /** Of places: the stations that KMA's list no longer has, by the place that each stands for. */
  gone: z.record(z.string(), stationId).optional(),
});
export type TableHealth = z.infer<typeof tableHealth>;

/**
 * The collector's clock against the upstreams', by the `Date` of their answers. `off`: it differs by more than
 * a minute, which two servers or one repeatedly say; `unknown`: nobody has told the time, one answer
 * alone says that it is off, or the servers contradict each other.
 */
export const clockHealth = z.object({
  state: z.enum(['ok', 'off', 'unknown']),
  /** Seconds that the collector's clock is ahead; negative where it is behind; `null` without an answer. */
  offset: z.number().nullable(),
  /** Seconds by which `offset` may be wrong either way. */
  uncertainty: z.number().nonnegative().nullable(),
  /** Servers of upstreams that have told the time in the last three hours. */
  servers: count,
  /** Since when it has been known to be off, by that clock. */
  since: kstTime.nullable(),
  action: z.string().nullable(),
});
export type ClockHealth = z.infer<typeof clockHealth>;

export const healthFile = envelope.extend({
  /**
   * Seconds between publishes, by which it can be told whether they have ended: of `nalssi serve` a minute; of
   * `nalssi collect`, the median of the times between its last starts. Absent in older feeds.
   */
  interval: z.int().positive().optional(),
  sources: z.array(sourceHealth),
  /** Absent in a replay, whose clock is not that of now, and in older feeds. */
  clock: clockHealth.optional(),
  /** Facts that age. None of them changes the status. Absent in feeds of version 1.0. */
  tables: z.array(tableHealth).optional(),
  /**
   * Expected stations by state in each region; `none` holds stations that the catalogue does not
   * know, which are shown and do not count in the summary.
   */
  coverage: z.partialRecord(z.union([regionCode, z.literal('none')]), summary),
  /** Values of the newest snapshot by verdict. */
  quality: z.record(quality, count),
  /**
   * Warnings in force and announced by where they stand, and the zones, by code or name, that the catalogue does not
   * have in force. Absent while there is no list of warnings that is in time.
   */
  warnings: z
    .object({
      total: count,
      byPlacement: z.partialRecord(warningPlacement, count),
      unknownZones: z.record(z.string(), count),
    })
    .optional(),
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
