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
 */
export const tickerRow = z.object({
  station: stationId,
  name: bilingualName,
  region: regionCode.nullable(),
  /** Present for automatic stations; without it the station belongs to the national list. */
  network: z.literal('aws').optional(),
  /** Present where an automatic station stands for its town. */
  representative: z.literal(true).optional(),
  condition: conditionCode.nullable(),
  temperature: z.number().nullable(),
  observedAt: kstTime.nullable(),
  expiresAt: kstTime.nullable(),
  state: observationState,
  conditionObservedAt: kstTime.optional(),
  conditionExpiresAt: kstTime.optional(),
});
export type TickerRow = z.infer<typeof tickerRow>;

export const tickerFile = envelope.extend({ observations: z.array(tickerRow) });
export type TickerFile = z.infer<typeof tickerFile>;
