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
    const near = neighbourhood.around(one);
    if (near.length < spatialLimits.fewest) continue;
    const values = sort(scratch.subarray(0, near.length), (index) => near[index]?.value ?? 0);
    const middle = median(values);
    const spread = 1.4826 * median(sort(values, (_index, value) => Math.abs(value - middle)));
    const allowed = Math.max(spatialLimits.tolerance, spatialLimits.spreads * spread);
    verdicts.set(one.station, Math.abs(one.value - middle) > allowed ? 'suspect' : 'pass');
  }
  return verdicts;
}

/** The values of one station's neighbours: the same memory for all stations. */
const scratch = new Float64Array(spatialLimits.most);

/** Fills `values` anew, ascending. There are a dozen: an insertion sort is the fastest. */
function sort(
  values: Float64Array,
  valueAt: (index: number, before: number) => number,
): Float64Array {
  for (let index = 0; index < values.length; index += 1) {
    values[index] = valueAt(index, values[index] ?? 0);
  }
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    let place = index;
    for (; place > 0 && (values[place - 1] ?? 0) > value; place -= 1) {
      values[place] = values[place - 1] ?? 0;
    }
    values[place] = value;
  }
  return values;
}

/** Of ascending values. */
function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
