import type { Station } from '@nalssi/schemas';
import { spatialLimits } from '../quality/limits.ts';
import { Neighbourhood } from '../quality/neighbourhood.ts';
import { median } from '../quality/statistics.ts';
import type { ChosenTemperature } from './choose-temperature.ts';

/** km: surface stations alone stand some 30 km from each other. */
const radius = 50;

/** Fewer say nothing; the nearest are enough. */
const fewest = 3;
const most = 8;

/**
 * The temperature to expect at a station, °C: the median of those near it whose sources agree,
 * brought to its height. `null` where there are too few of them.
 */
export function neighbourTemperatures(
  stations: readonly ({ readonly station: Station } & ChosenTemperature)[],
): (station: Station) => number | null {
  const known = stations.flatMap(({ station: { lat, lon, elevation }, chosen, apart }) => {
    if (chosen === null || apart.length > 0 || lat === null || lon === null) return [];
    if (elevation === null) return [];
    return [{ lat, lon, atSea: Number(chosen.value.value) + elevation * spatialLimits.lapse }];
  });
  if (known.length < fewest) return () => null;
  const neighbourhood = new Neighbourhood(known);
  return ({ lat, lon, elevation }) => {
    if (lat === null || lon === null || elevation === null) return null;
    const near = neighbourhood
      .around({ lat, lon }, radius, most)
      .map((index) => known[index]?.atSea ?? Number.NaN);
    if (near.length < fewest) return null;
    return median(near) - elevation * spatialLimits.lapse;
  };
}
