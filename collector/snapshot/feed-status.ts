import type { FeedStatus } from '@nalssi/schemas';
import type { ObservationSource } from '../sources/source.ts';
import type { Snapshot } from './snapshot.ts';

/** Share of stations that must be fresh for `ok`. */
export const okShare = 0.95;
/** Share of stations that must have a value in time, or the feed is stale. */
export const staleShare = 0.5;

/**
 * One word for the whole feed, which page, pager and ticker share.
 * - `stale`: fewer than half of the stations have a temperature that is in time. It goes by the age
 *   of the values, not by how the last request went: one failed request makes no value older.
 * - `degraded`: fewer than 95 % of the stations that are observed at all are fresh, or a source is
 *   failing.
 */
export function feedStatus(
  snapshot: Snapshot,
  sources: readonly ObservationSource[],
  someSourceFails: boolean,
): FeedStatus {
  const { stations, summary } = snapshot;
  const lateAfter = new Map(sources.map((source) => [source.id, source.lateAfter]));
  const inTime = stations.filter(({ elements }) => {
    const shown = elements.temperature?.shown;
    return shown && snapshot.at - shown.observedAt <= (lateAfter.get(shown.source) ?? 0);
  });
  const observed = stations.length - summary.never;
  if (observed === 0 || inTime.length < stations.length * staleShare) return 'stale';
  if (someSourceFails || summary.fresh < observed * okShare) return 'degraded';
  return 'ok';
}
