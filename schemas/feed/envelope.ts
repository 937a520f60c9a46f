import { z } from 'zod';
import { kstTime } from './primitives.ts';

/** `replay`: recorded observations, served when KMA cannot be reached by `npm start`. */
export const feedMode = z.enum(['live', 'replay']);
export type FeedMode = z.infer<typeof feedMode>;

/**
 * `ok`, `degraded` or `stale` by the rules in `collector/snapshot/feed-status.ts`; of a region file
 * that of its own stations.
 */
export const feedStatus = z.enum(['ok', 'degraded', 'stale']);
export const feedStatuses = feedStatus.options;
export type FeedStatus = z.infer<typeof feedStatus>;

/**
 * How many of the stations of the file that are expected are in which state, by their temperature:
 * the surface stations, and the automatic ones that gave a temperature in the last 48 hours.
 * `stations` is the sum of the others; a file may show more stations than are expected.
 */
export const summary = z.object({
  stations: z.int().nonnegative(),
  fresh: z.int().nonnegative(),
  carried: z.int().nonnegative(),
  expired: z.int().nonnegative(),
  never: z.int().nonnegative(),
});
export type Summary = z.infer<typeof summary>;

/** What every mutable file of the feed begins with. */
export const envelope = z.object({
  $schema: z.string(),
  version: z.literal('1.0'),
  mode: feedMode,
  /** When the publisher last looked at the world. It never hides the age of a value. */
  generatedAt: kstTime,
  /** When the observations last differed. */
  changedAt: kstTime,
  /** Seconds after which a reader should ask again. */
  ttl: z.int().positive(),
  /** Rises with every publish, the same in all files of one. */
  sequence: z.int().nonnegative(),
  status: feedStatus,
  attribution: z.object({ text: z.string(), url: z.url() }),
  summary,
});
export type Envelope = z.infer<typeof envelope>;
