import { z } from 'zod';
import { elements, type NumericElement, numericElements } from '../facts/elements.ts';
import { regionCodes } from '../facts/regions.ts';
import { envelope } from './envelope.ts';
import { conditionCode, kstTime, observationState, stationId } from './primitives.ts';

/** A region, or `KR` for the stations of KMA's national list. */
export const boardRegion = z.enum(['KR', ...regionCodes]);
export type BoardRegion = z.infer<typeof boardRegion>;

const number = z.number().nullable();
const column = z.array(number);

/** Of a day in Korea, to the minute: `06:12`. What ends with the day is of `24:00`. */
const minuteOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected HH:MM');
const minutes = z.array(minuteOfDay.nullable());

/**
 * A day in Korea, 00 to 24 h, out of every reading of it that no check refused: as many entries a
 * column as the file has stations, null where there was none. A later correction of a reading
 * corrects what was made of it.
 */
const boardDay = z.object({
  /** `2026-11-26`: what a file that is no longer made calls today is a day of its own. */
  date: z.iso.date(),
  /** °C: the highest and the lowest of the temperatures that were read, each with its first minute. */
  temperatureHigh: column,
  temperatureHighAt: minutes,
  temperatureLow: column,
  temperatureLowAt: minutes,
  /** m/s: the strongest wind, as a mean of ten minutes, with the minute at which these ended. */
  windSpeedHigh: column,
  windSpeedHighAt: minutes,
  /** mm since midnight as last read, and when: of a day seen to its end `24:00` or a little before. */
  rainDay: column,
  rainDayAt: minutes,
  /**
   * Of how many of its hours, 0 to 24, there is a temperature: the extremes of a day that was seen in
   * part are those of that part.
   */
  hours: z.array(z.int().min(0).max(24)),
  /** Stations of which one of these values is of a reading that the checks doubt. */
  suspect: z
    .object({
      temperatureHigh: z.array(stationId).optional(),
      temperatureLow: z.array(stationId).optional(),
      windSpeedHigh: z.array(stationId).optional(),
      rainDay: z.array(stationId).optional(),
    })
    .optional(),
});
export type BoardDay = z.infer<typeof boardDay>;

/** Where the values of some elements stand otherwise than their stations as a whole. */
const boardException = z.object({
  stations: z.array(stationId).min(1),
  elements: z.array(z.enum(elements)).min(1),
  /** `carried`: an older value stands; `expired`, `never`: null although the station measures it. */
  state: observationState,
  /**
   * `suspect`: the checks doubt the value; `fail`: they refused the newest reading, so that the one
   * before it stands, or none. Absent where all is well.
   */
  quality: z.enum(['suspect', 'fail']).optional(),
  /** Of the values; absent where there are none. */
  observedAt: kstTime.optional(),
  expiresAt: kstTime.optional(),
});
export type BoardException = z.infer<typeof boardException>;

const numbers = Object.fromEntries(
  numericElements.map((element) => [element, column.optional()]),
) as Record<NumericElement, z.ZodOptional<typeof column>>;

/**
 * `boards/KR-44.json`: everything of a region now, in columns: entry 3 of each is of the third
 * station. `boards/KR.json` has the surface stations of the whole country.
 *
 * In the units of `observations.json`, wind directions in whole degrees. A column that none of the
 * stations has is absent. A value is null where the station does not measure the element (see its
 * `elements` in the file of stations) or where it is missing. It is of the state and the times of its
 * station and good, unless `exceptions` names it.
 */
export const boardFile = envelope
  .extend({
    region: boardRegion,
    /** Ascending by number, also those that nobody measures now: their state is `never`. */
    stations: z.array(stationId),
    /** Of the temperature; of a station without a thermometer that of the best that it has. */
    state: z.array(observationState),
    /** Of the temperature, else of what is there; null where there is nothing. */
    observedAt: z.array(kstTime.nullable()),
    /** Past it show no value of the station, but for those of `exceptions`, which have their own. */
    expiresAt: z.array(kstTime.nullable()),
    condition: z.array(conditionCode.nullable()).optional(),
    ...numbers,
    /** K: how much warmer than a day before, give or take half an hour. */
    temperatureChange: column,
    /** K: how much warmer than an hour before, give or take ten minutes. */
    temperatureChange1h: column,
    today: boardDay,
    yesterday: boardDay,
    exceptions: z.array(boardException),
  })
  .superRefine(({ stations, exceptions, ...file }, context) => {
    const known = new Set(stations);
    const columns = [
      ...columnsOf(file, []),
      ...columnsOf(file.today, ['today']),
      ...columnsOf(file.yesterday, ['yesterday']),
    ];
    for (const { path, length } of columns) {
      if (length === stations.length) continue;
      const message = `expected ${stations.length} entries as of stations, and there are ${length}`;
      context.addIssue({ code: 'custom', path, message });
    }
    for (const [index, exception] of exceptions.entries()) {
      for (const station of exception.stations) {
        if (known.has(station)) continue;
        const message = `${station} is none of the stations of the file`;
        context.addIssue({ code: 'custom', path: ['exceptions', index, 'stations'], message });
      }
    }
  });
export type BoardFile = z.infer<typeof boardFile>;

function columnsOf(of: object, path: readonly string[]): { path: string[]; length: number }[] {
  return Object.entries(of).flatMap(([name, value]) =>
    Array.isArray(value) ? [{ path: [...path, name], length: value.length }] : [],
  );
}
