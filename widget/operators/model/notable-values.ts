import type { ObservationRow, ObservedValue } from '@nalssi/schemas';
import { type ListedStation, valuesOf } from './feed-types.ts';
import { matches } from './station-search.ts';

/** What makes a value worth a look. A value has one kind: the first of these that applies. */
export const valueKinds = ['fail', 'suspect', 'expired', 'carried', 'missing'] as const;
export type ValueKind = (typeof valueKinds)[number];

export interface NotableValue {
  readonly station: string;
  /** Absent for a station that `stations.json` does not list. */
  readonly listed: ListedStation | undefined;
  readonly element: string;
  readonly kind: ValueKind;
  readonly value: ObservedValue;
}

export interface ValueFilter {
  readonly kinds: ReadonlySet<ValueKind>;
  readonly region: string | null;
  readonly query: string;
}

function kindOf({ quality, state }: ObservedValue): ValueKind | null {
  if (quality === 'fail' || quality === 'suspect') return quality;
  if (state === 'expired' || state === 'carried') return state;
  return quality === 'missing' ? 'missing' : null;
}

/** Every value that is not simply fresh and good, the gravest kind first. */
export function notableValues(
  file: { readonly observations: readonly ObservationRow[] } | null,
  stations: ReadonlyMap<string, ListedStation>,
): NotableValue[] {
  const found = (file?.observations ?? []).flatMap((row) =>
    valuesOf(row).flatMap(([element, value]): NotableValue[] => {
      const kind = kindOf(value);
      const { station } = row;
      return kind === null
        ? []
        : [{ station, listed: stations.get(station), element, kind, value }];
    }),
  );
  return found.sort((one, other) => valueKinds.indexOf(one.kind) - valueKinds.indexOf(other.kind));
}

/** Of the values in the region and of the stations asked for: how many of each kind, and which. */
export function filterValues(
  values: readonly NotableValue[],
  { kinds, region, query }: ValueFilter,
): { counts: Readonly<Record<ValueKind, number>>; values: readonly NotableValue[] } {
  const counts: Record<ValueKind, number> = {
    fail: 0,
    suspect: 0,
    expired: 0,
    carried: 0,
    missing: 0,
  };
  const inScope = values.filter(
    ({ station, listed }) =>
      (region === null || (listed?.region ?? 'none') === region) && matches(station, listed, query),
  );
  for (const { kind } of inScope) counts[kind] += 1;
  return { counts, values: inScope.filter(({ kind }) => kinds.has(kind)) };
}
