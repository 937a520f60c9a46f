import type { FeedMode, FeedStatus } from '@nalssi/schemas';
import type { BilingualName, ConditionCode } from '@nalssi/schemas/facts';

/** A value with its own clock; times in milliseconds since the epoch. */
export interface Timed<Value> {
  readonly value: Value;
  readonly observedAt: number;
  readonly expiresAt: number;
}

/** One station of a snapshot, checked. */
export interface Observation {
  readonly station: string;
  readonly name: BilingualName;
  readonly region: string | null;
  /** Where it is shown without being named: the whole list, its region only, or nowhere. */
  readonly scope: 'all' | 'region' | 'named';
  readonly condition: Timed<ConditionCode> | null;
  /** °C */
  readonly temperature: Timed<number> | null;
  /** The row of the feed, of which nothing but the above was checked. */
  readonly row: Readonly<Record<string, unknown>>;
}

/** All stations of the feed at one moment, checked. */
export interface TickerSnapshot {
  readonly mode: FeedMode;
  readonly status: FeedStatus;
  /** Milliseconds since the epoch. */
  readonly generatedAt: number;
  /** Seconds after which to ask again. */
  readonly ttl: number;
  readonly sequence: number;
  readonly attribution: { readonly text: string; readonly url: string | null };
  readonly observations: readonly Observation[];
  /** The file as it came. */
  readonly file: Readonly<Record<string, unknown>>;
}

type Counted = Pick<TickerSnapshot, 'mode' | 'sequence' | 'generatedAt'>;

// A publisher that lost its store counts from the beginning again. Without this rule open pages
// would ignore it until they are reloaded.
const countedAnew = 3_600_000;

/**
 * Whether `next` may take the place of `held`. Caches and a paused ex-leader can bring an older
 * file after a newer one; `sequence` tells. The two modes count apart.
 */
export function supersedes(next: Counted, held: Counted | null): boolean {
  return (
    held === null ||
    next.mode !== held.mode ||
    next.sequence > held.sequence ||
    next.generatedAt - held.generatedAt > countedAnew
  );
}
