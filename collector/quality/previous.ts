import type { Element } from '@nalssi/schemas';
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
