import { warningKindsKo } from '@nalssi/schemas/facts';
import type { Warning, Warnings } from '../../feed/warnings-client.ts';
import type { BoardWords } from '../words.ts';
import type { Row } from './rows.ts';

/** Warnings of one kind and level that are in force here. */
interface WarningGroup {
  readonly name: string;
  readonly level: string;
  readonly zones: readonly string[];
}

/** What a board shows of the warnings at one moment. */
export interface Warned {
  readonly groups: readonly WarningGroup[];
  readonly issuer: string;
  /** Of the list; milliseconds since the epoch. */
  readonly asOf: number;
  /** By number of the place: the names of its warnings, and whether they hold in all of it. */
  readonly places: ReadonlyMap<
    string,
    { readonly names: readonly string[]; readonly isWhole: boolean }
  >;
}

// The most serious first.
const levels = ['severe', 'warning', 'advisory'];

/** The warnings in force for these regions at `now`, on `rows`, which are all their stations. */
export function warnedOf(
  latest: Warnings | null,
  now: number,
  regions: readonly string[],
  rows: readonly Row[],
  words: Pick<BoardWords, 'common' | 'warning'>,
): Warned | null {
  if (latest === null || !(now < latest.expiresAt)) return null;
  const here = latest.warnings.filter(
    ({ kind, level, effectiveAt, endsAt, ...warning }) =>
      !(effectiveAt > now) &&
      !(endsAt <= now) &&
      levels.includes(level) &&
      Object.hasOwn(warningKindsKo, kind) &&
      (regions.length === 0 || regions.some((region) => warning.regions.has(region))),
  );
  const groups = new Map<string, Warning[]>();
  for (const warning of here) {
    const key = `${levels.indexOf(warning.level)} ${warning.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), warning]);
  }
  const ordered = [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const places = new Map<string, { names: string[]; isWhole: boolean }>();
  const stationsOf = Map.groupBy(rows, ({ place }) => place);
  for (const [, warnings] of ordered) {
    const stations = new Set(warnings.flatMap((warning) => [...warning.stations]));
    for (const [place, own] of stationsOf) {
      const hit = own.filter(({ station }) => stations.has(station)).length;
      if (place === '' || hit === 0) continue;
      const [{ kind, level }] = warnings as [Warning];
      const held = places.get(place) ?? { names: [], isWhole: false };
      places.set(place, {
        names: [...held.names, words.warning(kind, level)],
        isWhole: held.isWhole || hit === own.length,
      });
    }
  }
  return {
    groups: ordered.map(([, warnings]) => {
      const [{ kind, level }] = warnings as [Warning];
      return {
        name: words.warning(kind, level),
        level,
        zones: [...new Set(warnings.map(({ zone }) => zone))],
      };
    }),
    issuer: latest.issuer[words.common.language],
    asOf: latest.asOf,
    places,
  };
}
