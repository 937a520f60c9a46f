import { listOf } from '../feed/envelope.ts';
import { type HistoryContent, mostHours } from '../feed/history-file.ts';
import type { Row } from '../model/rows.ts';

/**
 * Rows as they were at the hour with this place in the histories: of the temperature alone, and nothing
 * where there was none.
 */
export function pastRows(
  rows: readonly Row[],
  histories: readonly (HistoryContent | null)[],
  hour: number,
): readonly Row[] {
  return rows.map((row) => {
    const history = histories.find((one) => one?.temperature.has(row.station));
    const value = history?.temperature.get(row.station)?.[hour] ?? null;
    const observedAt = history?.hours[hour];
    if (row.now === null || value === null || observedAt === undefined)
      return { ...row, now: null };
    const isSuspect = listOf(history?.suspect[row.station], mostHours).includes(hour);
    // What is past does not grow older.
    const expiresAt = Number.POSITIVE_INFINITY;
    const temperature = { value, observedAt, expiresAt, isCarried: false, isSuspect };
    return { ...row, now: { ...row.now, condition: null, readings: { temperature } } };
  });
}
