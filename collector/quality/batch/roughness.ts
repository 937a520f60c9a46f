import { Neighbourhood } from '../neighbourhood.ts';
import { median } from '../statistics.ts';

/** A number of a station: degrees of WGS 84, K. */
export interface LocatedValue {
  readonly lat: number;
  readonly lon: number;
  readonly value: number;
}

/** Neighbours of a station, and how far away they may be, km. */
const neighbours = 5;
const radius = 90;

/** The roughness of so many stations is that of all. */
const sampled = 200;

/**
 * How much a number differs from the median of those of its neighbours, K: the median of all
 * stations. 0 where stations have no neighbours.
 */
export function roughnessOf(values: readonly LocatedValue[]): number {
  const stride = Math.ceil(values.length / sampled);
  const sample = values.filter((_, index) => index % stride === 0);
  if (sample.length === 0) return 0;
  const neighbourhood = new Neighbourhood(sample);
  const differences = sample.flatMap((one) => {
    const around = neighbourhood.around(one, radius, neighbours);
    if (around.length < neighbours) return [];
    return [
      Math.abs(one.value - median(around.map((index) => sample[index]?.value ?? Number.NaN))),
    ];
  });
  return differences.length === 0 ? 0 : median(differences);
}
