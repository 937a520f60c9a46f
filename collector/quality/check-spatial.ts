import type { Catalogue } from '../catalogue/catalogue.ts';
import { spatialLimits } from './limits.ts';
import { Neighbourhood } from './neighbourhood.ts';
import type { Verdict } from './verdict.ts';

/** A temperature to be compared with those around it. */
export interface PlacedTemperature {
  readonly station: string;
  /** °C. */
  readonly value: number;
}

/** Where a station stands: degrees (WGS 84), metres above sea level. */
interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly elevation: number;
}

/** The place of a station in the catalogue, or `null`. */
function placeOf(station: string, catalogue: Catalogue): Place | null {
  const found = catalogue.find(station);
  if (!found || found.lat === null || found.lon === null || found.elevation === null) return null;
  return { lat: found.lat, lon: found.lon, elevation: found.elevation };
}

/**
 * Compares each temperature with the median of its neighbours, all brought to its own height. No
 * verdict where there are too few neighbours, or where the station's place is unknown.
 */
export function checkSpatial(
  temperatures: readonly PlacedTemperature[],
  catalogue: Catalogue,
): Map<string, Verdict> {
  const placed = temperatures.flatMap(({ station, value }) => {
    const at = placeOf(station, catalogue);
    // To sea level, so that one comparison serves all heights.
    return at === null
      ? []
      : [{ ...at, station, value: value + at.elevation * spatialLimits.lapse }];
  });
  const neighbourhood = new Neighbourhood(placed, spatialLimits.radius, spatialLimits.most);
  const verdicts = new Map<string, Verdict>();
  for (const one of placed) {
    const values = neighbourhood.around(one).map(({ value }) => value);
    if (values.length < spatialLimits.fewest) continue;
    const middle = median(values);
    const spread = 1.4826 * median(values.map((value) => Math.abs(value - middle)));
    const allowed = Math.max(spatialLimits.tolerance, spatialLimits.spreads * spread);
    verdicts.set(one.station, Math.abs(one.value - middle) > allowed ? 'suspect' : 'pass');
  }
  return verdicts;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
