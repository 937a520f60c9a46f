import { z } from 'zod';
import { boardRegion } from './board.ts';
import { envelope } from './envelope.ts';
import { kstTime, stationId } from './primitives.ts';

/** Hours that a file of the history goes back. */
export const historyHours = 24;

/** By station, a value an hour, oldest first; null where there is none. */
const series = z.record(stationId, z.array(z.number().nullable()).length(historyHours));

/** By station, the places in `hours` of values that the checks doubt. */
const places = z.record(
  stationId,
  z
    .array(
      z
        .int()
        .min(0)
        .max(historyHours - 1),
    )
    .min(1),
);

/**
 * `history/KR-44.json`: the last 24 hours of the stations of `boards/KR-44.json`, hour by hour: of each
 * the value that was observed first in it, and none that the checks refused.
 */
export const historyFile = envelope.extend({
  region: boardRegion,
  /** Beginnings, oldest first. The last is the present hour, or the one before while there is nothing of it. */
  hours: z.array(kstTime).length(historyHours),
  /** °C. Without the stations of which there is none. */
  temperature: series,
  /** mm of the last 60 minutes, of the stations where any fell or an hour is missing. */
  rain: series,
  /** Stations that measured each hour, and no rain in any. */
  dry: z.array(stationId),
  suspect: z.object({ temperature: places.optional(), rain: places.optional() }).optional(),
});
export type HistoryFile = z.infer<typeof historyFile>;
