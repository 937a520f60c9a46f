import type { ClockHealth, FeedStatus, HealthFile, SourceHealth } from '@nalssi/schemas';
import { sources } from '../sources/registry.ts';
import type { SourceId } from '../sources/source-id.ts';
import { disagreementsOf } from './disagreements.ts';
import type { Snapshot } from './snapshot.ts';

/** Share of the expected stations that must be fresh for `ok`. */
export const okShare = 0.95;
/** Share of the expected stations that must have a temperature in time, or the feed is stale. */
export const staleShare = 0.5;

/**
 * One word for the stations of a snapshot, those of the country or of a region, which page, pager
 * and ticker share. It goes by the temperatures of the stations that are expected, and no others:
 * one that never came counts like one that is gone, and a station that nobody knows counts for
 * nothing.
 * - `stale`: fewer than half of them have a temperature that is in time, or none is expected. It
 *   goes by the age of the values, not by how the last request went: one failed request makes no
 *   value older.
 * - `degraded`: fewer than 95 % of them are fresh, two sources contradict each other at more than
 *   5 %, a source is failing, late or not to be asked, or its first answer is unusual and nothing bears it
 *   out, or the store or a place where the feed goes fails: its readers see what was there before. Or the
 *   clock is off, and every age and expiry of the feed with it.
 */
export function feedStatus(
  { stations, summary, at }: Snapshot,
  health: readonly Pick<SourceHealth, 'state' | 'unconfirmedSince'>[],
  outputs: readonly Pick<HealthFile['outputs'][number], 'state'>[],
  clock: Pick<ClockHealth, 'state'> | null = null,
): FeedStatus {
  const expected = stations.filter(({ standing }) => standing === 'expected');
  const inTime = expected.filter(({ elements }) => {
    const shown = elements.temperature?.shown;
    return shown && at - shown.observedAt <= lateAfterOf(shown.source);
  });
  if (expected.length === 0 || inTime.length < expected.length * staleShare) return 'stale';
  const someOutputFails = outputs.some(({ state }) => state === 'failing');
  const isClockOff = clock?.state === 'off';
  const contradicted = disagreementsOf({ stations: expected }).length;
  return health.some(isTroubled) ||
    someOutputFails ||
    isClockOff ||
    contradicted > expected.length * (1 - okShare) ||
    summary.fresh < summary.stations * okShare
    ? 'degraded'
    : 'ok';
}

/** Whether a source alone makes a feed `degraded`, and somebody has to hear why. */
export function isTroubled({
  state,
  unconfirmedSince,
}: Pick<SourceHealth, 'state' | 'unconfirmedSince'>): boolean {
  return state === 'failing' || state === 'blocked' || unconfirmedSince !== undefined;
}

function lateAfterOf(id: SourceId): number {
  return sources[id].lateAfter;
}
