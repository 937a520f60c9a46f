import type { Element } from '@nalssi/schemas';
import type { Reading } from '../sources/reading.ts';
import type { Instant } from '../time/clock.ts';

/** What the checks need to know of the values before: one element of one station of one source. */
export interface PreviousValue {
  readonly value: number | string;
  readonly observedAt: Instant;
  /** Since when the value has been the same, and how many readings have said so. */
  readonly unchangedSince: Instant;
  readonly readings: number;
}

/** The newest value that did not fail a check, or `undefined`. */
export type Previous = (station: string, element: Element) => PreviousValue | undefined;

export const noPrevious: Previous = () => undefined;

/** What an answer says, as the checks of the next one want to know it. */
export function previousOfReadings(readings: readonly Reading[]): Previous {
  const rows = new Map(readings.map((reading) => [reading.station, reading]));
  return (station, element) => {
    const { observedAt, elements } = rows.get(station) ?? {};
    const readout = elements?.[element];
    if (observedAt === undefined || readout === undefined || !('value' in readout))
      return undefined;
    return { value: readout.value, observedAt, unchangedSince: observedAt, readings: 1 };
  };
}
