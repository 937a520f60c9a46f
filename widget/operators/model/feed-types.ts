import type { ObservationRow, ObservedValue, StationsFile } from '@nalssi/schemas';

export type ListedStation = StationsFile['stations'][number];

/** An element of a row with its name: the feed has one property an element. */
export type NamedValue = readonly [element: string, value: ObservedValue];

/** The values of a station, in the order of the feed. */
export function valuesOf(row: ObservationRow): NamedValue[] {
  return Object.entries(row).filter(
    (entry): entry is [string, ObservedValue] =>
      typeof entry[1] === 'object' && entry[1] !== null && 'quality' in entry[1],
  );
}
