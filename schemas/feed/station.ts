import { z } from 'zod';
import { type NumericElement, numericElements } from '../facts/elements.ts';
import { envelope } from './envelope.ts';
import { observationRow, unitShape } from './observations.ts';
import { conditionCode, kstTime, quality } from './primitives.ts';
import { listedStation } from './stations.ts';

function pastValue<Value extends z.ZodType>(value: Value) {
  return z.object({ value, quality, source: z.string(), observedAt: kstTime });
}

const pastNumber = pastValue(z.number());
const pastNumbers = Object.fromEntries(
  numericElements.map((element) => [element, pastNumber.optional()]),
) as Record<NumericElement, z.ZodOptional<typeof pastNumber>>;

/** What a station measured in one hour: of each element the value observed first in it. */
const historyRow = z.object({
  /** Beginning of the hour. */
  hour: kstTime,
  condition: pastValue(conditionCode).optional(),
  ...pastNumbers,
});
export type HistoryRow = z.infer<typeof historyRow>;

/** `stations/108.json`: one station now and in its last 48 hours, newest last. */
export const stationFile = envelope.extend({
  station: listedStation,
  units: z.object(unitShape),
  observation: observationRow,
  history: z.array(historyRow),
});
export type StationFile = z.infer<typeof stationFile>;
