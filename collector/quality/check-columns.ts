import type { ConditionCode, NumericElement } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Reading } from '../sources/reading.ts';
import { hours } from '../time/clock.ts';
import type { ColumnFault } from './column.ts';
import { type Column, columnOf, fewestOfColumn } from './column.ts';
import { type RefusedColumns, stepOf } from './column-steps.ts';
import type { Previous } from './previous.ts';
import { correlation, median } from './statistics.ts';
import { otherUnitOf } from './wind-units.ts';

/**
 * What a whole column of an answer says that no weather does: another unit, another column, one value
 * for all. Temperatures have batch/ for that. The numbers are set wide of Korean weather, by judgement and
 * not by a table, as of 2026-11: an answer that is refused for its wind is missed for its temperature.
 */

/** Of all stations, %: fog gives the same to many, but at 95 % and above. */
const oneValue = { share: 0.4, saturated: 95 } as const;
/** A hygrometer that says 0 % is broken; a country of them is a column that is not there. */
const zeroShare = 0.1;
/** Afternoons of dry Föhn in spring leave the median near 20 %. */
const driestMedian = 12;
/** From hour to hour the dry places stay the dry ones; 100 less the humidity turns them around. */
const humidityTurned = { correlation: -0.5, within: hours(3) } as const;

/** m/s. Typhoons bring the median of the country to some 8; islands and peaks blow in any calm. */
const wind = { median: 14, oneShare: 0.6, calmShare: 0.95 } as const;

/** mm in the last hour. Half of the country under 20 at once was never seen, nor the same amount. */
const rainLimits = { median: 20, oneShare: 0.6, oneFrom: 1 } as const;

/** Snow melts before it reaches ground that is warmer, °C; a word and a thermometer may be an hour apart. */
const snowless = { above: 8, stations: 5 } as const;
const snow: ReadonlySet<unknown> = new Set<ConditionCode>(['snow', 'snow-shower', 'snow-grains']);

/** At sea level pressure knows nothing of the height of a station; at the station it is made of it. */
const heightInPressure = -0.9;

/** What is wrong with a column of an answer; `null` where nothing is. */
export function unlikeColumn(
  readings: readonly Reading[],
  previous: Previous,
  catalogue: Pick<Catalogue, 'find'>,
  refused: RefusedColumns | null = null,
): ColumnFault | null {
  const of = (element: NumericElement) => columnOf(element, readings, previous);
  const detail =
    wrongWind(of('windSpeed')) ??
    wrongHumidity(of('humidity')) ??
    wrongRain(of('rain')) ??
    wrongPressure(readings, catalogue) ??
    wrongSnow(readings);
  if (detail !== null) return { kind: 'value', by: 0, detail };
  return stepOf(readings, previous, refused);
}

function wrongWind(column: Column | null): string | null {
  if (column === null) return null;
  const { values } = column;
  const calm = shareOf(values, (value) => value === 0);
  if (calm > wind.calmShare) return `no wind at ${percent(calm)} of the stations`;
  const middle = median(values);
  if (middle > wind.median) return `the median of the wind is ${middle.toFixed(1)} m/s`;
  const common = mostCommon(values.filter((value) => value > 0));
  if (common.count > values.length * wind.oneShare)
    return `${common.count} of ${values.length} stations have a wind of ${common.value} m/s`;
  const unit = otherUnitOf(values);
  return unit === null ? null : `the winds are in ${unit}: other tenths are missing`;
}

function wrongHumidity(column: Column | null): string | null {
  if (column === null) return null;
  const { values, pairs } = column;
  const zeros = shareOf(values, (value) => value <= 0);
  if (zeros > zeroShare) return `a humidity of 0 % at ${percent(zeros)} of the stations`;
  const middle = median(values);
  if (middle < driestMedian) return `the median of the humidity is ${middle.toFixed(0)} %`;
  const common = mostCommon(values.filter((value) => value < oneValue.saturated));
  if (common.count > values.length * oneValue.share)
    return `${common.count} of ${values.length} stations have a humidity of ${common.value} %`;
  const near = pairs.filter(({ elapsed }) => elapsed <= humidityTurned.within);
  if (near.length < fewestOfColumn) return null;
  const likeness = correlation(near.map(({ before, now }) => [before, now]));
  if (likeness > humidityTurned.correlation) return null;
  return `the dry places are the damp ones (correlation ${likeness.toFixed(2)} with the humidity before)`;
}

function wrongRain(column: Column | null): string | null {
  if (column === null) return null;
  const { values } = column;
  const middle = median(values);
  if (middle >= rainLimits.median)
    return `half of the stations have ${middle.toFixed(1)} mm of rain in an hour and more`;
  const common = mostCommon(values.filter((value) => value >= rainLimits.oneFrom));
  if (common.count <= values.length * rainLimits.oneShare) return null;
  return `${common.count} of ${values.length} stations have ${common.value} mm of rain in an hour`;
}

function wrongPressure(
  readings: readonly Reading[],
  catalogue: Pick<Catalogue, 'find'>,
): string | null {
  const pairs = readings.flatMap(({ station, elements: { pressure } }): [number, number][] => {
    const elevation = catalogue.find(station)?.elevation ?? null;
    if (elevation === null || pressure === undefined || !('value' in pressure)) return [];
    return [[elevation, pressure.value]];
  });
  const found = pairs.length < fewestOfColumn ? 0 : correlation(pairs);
  if (found > heightInPressure) return null;
  return `the pressure is that of the stations, not of the sea level (correlation ${found.toFixed(2)} with their height)`;
}

/** Words or temperatures are those of other stations, or of another day. */
function wrongSnow(readings: readonly Reading[]): string | null {
  const warm = readings.filter(({ elements: { condition, temperature } }) => {
    if (condition === undefined || !('value' in condition) || !snow.has(condition.value))
      return false;
    return (
      temperature !== undefined && 'value' in temperature && temperature.value > snowless.above
    );
  });
  if (warm.length < snowless.stations) return null;
  return `snow at ${warm.length} stations that are warmer than ${snowless.above} ℃`;
}

function shareOf(values: readonly number[], is: (value: number) => boolean): number {
  return values.filter(is).length / values.length;
}

function mostCommon(values: readonly number[]): { readonly value: number; readonly count: number } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let most = { value: Number.NaN, count: 0 };
  for (const [value, count] of counts) if (count > most.count) most = { value, count };
  return most;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
