import type { Envelope, FeedStatus } from '@nalssi/schemas';
import { longestSilence } from '../serve/silence.ts';
import type { Duration, Instant } from '../time/clock.ts';
import { clocksAgree } from '../time/clock-offset.ts';

/** After so many of its intervals without a publish a feed is silent; the page for operators too says so. */
const silentIntervals = 3;

/** How a feed stands at the time of whoever looks. */
export interface Standing {
  /** What the feed says of itself, but `stale` where nobody speaks for it any more. */
  readonly status: FeedStatus;
  /** By which ages are told. */
  readonly now: Instant;
  /** How long ago it was made, where that is too long for a feed that somebody still makes. */
  readonly silence: Duration | null;
  /** How far in the future it was made, where that is more than clocks may differ by. */
  readonly ahead: Duration | null;
  /** How far the server's clock is ahead of ours, where that is more than they may differ by. */
  readonly serverAhead: Duration | null;
}

/**
 * The status in a file is that of the time when the file was made, and a copy keeps it for ever:
 * so the time is that of the server where there is one, else ours. A replay has a time of its own.
 * `interval`: seconds between its publishes; `within`: how long it may be without one, `null` for three
 * intervals, and three minutes at least.
 */
export function standingOf(
  { mode, status, generatedAt }: Envelope,
  interval: number,
  servedAt: Instant | null,
  own: Instant,
  within: Duration | null = null,
): Standing {
  const madeAt = Date.parse(generatedAt);
  if (mode === 'replay') {
    return { status, now: madeAt, silence: null, ahead: null, serverAhead: null };
  }
  const clock = servedAt ?? own;
  const age = clock - madeAt;
  const allowed = within ?? Math.max(silentIntervals * interval * 1_000, longestSilence);
  const silence = age > allowed ? age : null;
  const ahead = -age > clocksAgree ? -age : null;
  const difference = clock - own;
  return {
    status: silence === null && ahead === null ? status : 'stale',
    now: Math.max(clock, madeAt),
    silence,
    ahead,
    serverAhead: Math.abs(difference) > clocksAgree ? difference : null,
  };
}
