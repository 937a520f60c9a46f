import type { Instant } from '../../time/clock.ts';
import { formatKst } from '../../time/kst.ts';
import { fewestForShares } from '../limits.ts';
import { largestShareUnchanged, listsRemembered, unchangedFor } from './batch-limits.ts';
import type { TemperatureField } from './temperature-field.ts';

/**
 * What is remembered of a list: tenths of a degree of some of its stations, enough to know it again.
 * A minute table makes 300 of them a day, so they are small.
 */
export interface RememberedList {
  readonly observedAt: Instant;
  /** The stations, which all lists of a source share while it lists the same ones. */
  readonly stations: readonly string[];
  readonly tenths: Int16Array;
}

/** The temperatures of a remembered list. */
export function fieldOfList({ observedAt, stations, tenths }: RememberedList): TemperatureField {
  const values = stations.map((station, at): [string, number] => [station, (tenths[at] ?? 0) / 10]);
  return { observedAt, values: new Map(values) };
}

/** Stations that are remembered, at most. */
const mostStations = 128;

/** The lists that are remembered after one more was believed. An amendment replaces its own hour. */
export function remember(
  lists: readonly RememberedList[],
  { observedAt, values }: TemperatureField,
): readonly RememberedList[] {
  const own = [...values.keys()].slice(0, mostStations);
  const last = lists.at(-1)?.stations ?? [];
  const stations =
    own.length === last.length && own.every((id, at) => id === last[at]) ? last : own;
  const tenths = Int16Array.from(stations, (station) => tenthsOf(values.get(station) ?? 0));
  const kept = lists.filter(
    (one) => one.observedAt !== observedAt && one.observedAt > observedAt - listsRemembered,
  );
  return [...kept, { observedAt, stations, tenths }];
}

/**
 * Whether an answer is a list of another hour over again, as caches that stand beside each other
 * give old pages in turn; in words for people, or `null`.
 */
export function repeatedList(
  { observedAt, values }: TemperatureField,
  lists: readonly RememberedList[],
): string | null {
  for (const list of lists) {
    if (observedAt - list.observedAt < unchangedFor) continue;
    let compared = 0;
    let same = 0;
    for (const [at, station] of list.stations.entries()) {
      const value = values.get(station);
      if (value === undefined) continue;
      compared += 1;
      if (tenthsOf(value) === list.tenths[at]) same += 1;
    }
    if (compared >= fewestForShares && same >= compared * largestShareUnchanged) {
      return `${same} of ${compared} temperatures are those of ${formatKst(list.observedAt)}`;
    }
  }
  return null;
}

function tenthsOf(value: number): number {
  return Math.round(value * 10);
}
