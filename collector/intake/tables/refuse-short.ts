import { SourceError } from '../../sources/source-error.ts';
import type { TableSourceId } from '../../sources/source-id.ts';

/** KMA had 710 stations in its table in August 2026, and 674 in 2024. */
const fewestStations = 600;
/** 235 zones on land that are no parents in June 2026. */
const fewestLeaves = 200;
/** KMA takes a few away at a time: what lacks more than a tenth of the last good one is cut. */
const leastShare = 0.9;

/** What a table has, and what the last good one had; 0 for none. */
export interface Size {
  readonly now: number;
  readonly before: number;
}

/** Throws SourceError for a table of zones of stations that cannot be whole. */
export function refuseFewStations(source: TableSourceId, size: Size): void {
  refuseShort(source, size, fewestStations, 'stations with a zone');
}

/** Throws SourceError for a table of zones that cannot be whole. */
export function refuseFewLeaves(source: TableSourceId, size: Size): void {
  refuseShort(source, size, fewestLeaves, 'zones that have no parts');
}

function refuseShort(
  source: TableSourceId,
  { now, before }: Size,
  fewest: number,
  what: string,
): void {
  const needed = Math.max(fewest, Math.ceil(before * leastShare));
  if (now >= needed) return;
  const detail = `it has ${now} ${what}, where at least ${needed} are expected; what was known stays`;
  throw new SourceError(source, 'shape', detail);
}
