import { median } from '../statistics.ts';
import { fewestTemperatures } from './batch-limits.ts';

/** A station that changed by more says no more than this, K: it may be any of many things. */
const mostOfOne = 4;

/** What stations had before and have now, °C, in the order of the list; `null` where one is unknown. */
export type ListedChange = readonly [before: number, after: number] | null;

/**
 * How well values fit what their own station had before, compared with what the row before or after
 * theirs had: how far the changes are from their median, of the better of those two over that of
 * their own. Below 1 the values of a list have moved by a row; infinite where nobody can say.
 */
export function ownFitOf(listed: readonly ListedChange[], most = mostOfOne): number {
  const rows = listed.flatMap((row, at) => {
    const [previous, next] = [listed[at - 1], listed[at + 1]];
    return row && previous && next ? [{ row, previous, next }] : [];
  });
  if (rows.length < fewestTemperatures) return Number.POSITIVE_INFINITY;
  const misfitWith = (which: 'row' | 'previous' | 'next') =>
    misfit(
      rows.map((row) => row.row[1] - row[which][0]),
      most,
    );
  const own = misfitWith('row');
  return own === 0
    ? Number.POSITIVE_INFINITY
    : Math.min(misfitWith('previous'), misfitWith('next')) / own;
}

function misfit(changes: readonly number[], most: number): number {
  const middle = median(changes);
  return changes.reduce((sum, change) => sum + Math.min(Math.abs(change - middle), most), 0);
}
