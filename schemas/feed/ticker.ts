import { z } from 'zod';
import { envelope } from './envelope.ts';
import {
  bilingualName,
  conditionCode,
  kstTime,
  observationState,
  regionCode,
  stationId,
} from './primitives.ts';

/**
 * One station as the ticker shows it. `temperature` in °C with one decimal. `observedAt` and
 * `expiresAt` are those of the temperature (of the condition, where there is no temperature);
 * a condition of another hour brings its own two times. A value past its time is null.
 *
 * From `feelsLike` to `temperatureLow`: in the units of `observations.json`, and only there when
 * observed at `observedAt`. The files of single regions leave them out.
 */
const tickerRow = z.object({
  station: stationId,
  name: bilingualName,
  temperature: z.number().nullable(),
  feelsLike: z.number().optional(),
  humidity: z.number().optional(),
  windSpeed: z.number().optional(),
  windDirection: z.number().optional(),
  rain: z.number().optional(),
  /** K: how much warmer than the same station was a day before, give or take half an hour. */
  temperatureChange: z.number().optional(),
  /** °C: the highest and the lowest of the temperatures since midnight, Korean time. */
  temperatureHigh: z.number().optional(),
  temperatureLow: z.number().optional(),
  condition: conditionCode.nullable(),
  observedAt: kstTime.nullable(),
  expiresAt: kstTime.nullable(),
  state: observationState,
  conditionObservedAt: kstTime.optional(),
  conditionExpiresAt: kstTime.optional(),
  region: regionCode.nullable(),
  /** Present for automatic stations; without it the station belongs to the national list. */
  network: z.literal('aws').optional(),
  /** Present where an automatic station stands for its town. */
  representative: z.literal(true).optional(),
});
export type TickerRow = z.infer<typeof tickerRow>;

export const tickerFile = envelope.extend({ observations: z.array(tickerRow) });
export type TickerFile = z.infer<typeof tickerFile>;
