import { warningKindsKo } from '@nalssi/schemas/facts';
import type { Warning, Warnings } from '../../feed/warnings-client.ts';
import type { Language } from '../../format/words.ts';
import type { OverviewWords } from '../words.ts';

/** Warnings of one kind and level that are in force here. */
export interface WarningGroup {
  readonly name: string;
  readonly level: string;
  readonly zones: readonly string[];
  readonly warnings: readonly Warning[];
}

/** What a board shows of the warnings at one moment. */
export interface Warned {
  /** The most serious first. */
  readonly groups: readonly WarningGroup[];
  readonly issuer: string;
  /** Of the list; milliseconds since the epoch. */
  readonly asOf: number;
}

// The most serious first.
const levels = ['severe', 'warning', 'advisory'];

/** The warnings in force for these regions at `now`. */
export function warnedOf(
  latest: Warnings | null,
  now: number,
  regions: readonly string[],
  language: Language,
  words: Pick<OverviewWords, 'warning'>,
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
  const groups = Map.groupBy(here, ({ level, kind }) => `${levels.indexOf(level)} ${kind}`);
  const ordered = [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    groups: ordered.map(([, warnings]) => {
      const [{ kind, level }] = warnings as [Warning];
      const zones = [...new Set(warnings.map(({ zone }) => zone))];
      return { name: words.warning(kind, level), level, zones, warnings };
    }),
    issuer: latest.issuer[language],
    asOf: latest.asOf,
  };
}
