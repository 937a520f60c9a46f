import type { HealthFile } from '@nalssi/schemas';
import type { HeldFiles } from '../feed/ops-client.ts';
import { okShare } from './ok-share.ts';

/** Stations at which sources give temperatures of which only one can be true. */
export interface Contradictions {
  readonly kind: 'contradicted';
  readonly stations: number;
  readonly expected: number;
  /** Where they are, the most first; `none` while the list of stations has not come. */
  readonly regions: readonly (readonly [region: string, stations: number])[];
  /** Whether they are too many for the country, and not for feeds of single regions alone. */
  readonly isOfCountry: boolean;
}

/** Those by which the feed, or that of a region, is degraded; `null` where none is. */
export function contradictionsIn(
  { disagreements = [], summary, coverage }: HealthFile,
  { stations: list }: HeldFiles,
): Contradictions | null {
  const regionOf = new Map(list?.stations.map(({ id, region }) => [id, region]));
  const counts = Map.groupBy(disagreements, ({ station }) => regionOf.get(station) ?? 'none');
  // A station that is not in the catalogue is in no region, and counts for nothing.
  if (list !== null) counts.delete('none');
  const found = [...counts].map(([region, { length }]) => [region, length] as const);
  const isOfCountry = isTooMany(sumOf(found), summary.stations);
  const regions = found
    .filter(([region, some]) => isOfCountry || isTooMany(some, coverage[region]?.stations))
    .sort(([, one], [, other]) => other - one);
  if (regions.length === 0) return null;
  return {
    kind: 'contradicted',
    stations: sumOf(regions),
    expected: summary.stations,
    regions,
    isOfCountry,
  };
}

function isTooMany(stations: number, expected = Number.POSITIVE_INFINITY): boolean {
  return stations > expected * (1 - okShare);
}

function sumOf(regions: Contradictions['regions']): number {
  return regions.reduce((sum, [, stations]) => sum + stations, 0);
}
