import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Reading } from '../../sources/reading.ts';
import { spatialLimits } from '../limits.ts';
import { correlation, median, spreadOf } from '../statistics.ts';
import {
  dewPointTolerance,
  fewestTemperatures,
  greatestRoughnessOfField,
  largestShareOfOneValue,
  largestShareUnfit,
  northernWarmth,
  shareThatStandsOut,
  smallestSpread,
  timesOfOthers,
  wholeCountry,
} from './batch-limits.ts';
import { roughnessOf } from './roughness.ts';
import { seasonAt, seasonOf } from './season.ts';
import type { TemperatureField } from './temperature-field.ts';

const { lapse } = spatialLimits;

/**
 * What in an answer cannot be the weather of this country, whatever came before, in words for
 * people; or `null`. With the season it is all that a first answer can be judged by.
 */
export function unlikeWeather(
  field: TemperatureField,
  readings: readonly Reading[],
  catalogue: Catalogue,
): string | null {
  return (
    oneValue(field) ??
    wrongSpread(field, catalogue) ??
    turnedAround(field, catalogue) ??
    unfit(readings)
  );
}

function oneValue({ values }: TemperatureField): string | null {
  const counts = new Map<number, number>();
  for (const value of values.values()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first, , third] = [...counts].toSorted(([, one], [, other]) => other - one);
  if (first === undefined) return null;
  const [value, count] = first;
  const isMost = count > values.size * largestShareOfOneValue;
  const standsOut =
    values.size >= wholeCountry &&
    count > values.size * shareThatStandsOut &&
    count >= (third?.[1] ?? 0) * timesOfOthers;
  if (!isMost && !standsOut) return null;
  return `${count} of ${values.size} temperatures are ${value.toFixed(1)} ℃`;
}

/** What the season does not know, in words for people; or `null`. */
export function wrongSeason(field: TemperatureField, catalogue: Catalogue): string | null {
  const middle = median([...field.values.values()]);
  const { lowest, highest } = seasonOf(field, catalogue);
  if (middle >= lowest && middle <= highest) return null;
  return `median ${middle.toFixed(1)} ℃; the season allows ${lowest.toFixed(0)} to ${highest.toFixed(0)} ℃`;
}

/** A decimal point that moved makes the country flat, or every valley a world of its own. */
function wrongSpread({ values }: TemperatureField, catalogue: Catalogue): string | null {
  const spread = spreadOf([...values.values()]);
  if (values.size >= wholeCountry && spread < smallestSpread)
    return `all but a few stations lie within ${spread.toFixed(1)} K`;
  const located = [...values].flatMap(([station, value]) => {
    const { lat = null, lon = null, elevation = null } = catalogue.find(station) ?? {};
    if (lat === null || lon === null || elevation === null) return [];
    return [{ lat, lon, value: value + elevation * lapse }];
  });
  const roughness = roughnessOf(located);
  if (roughness <= greatestRoughnessOfField) return null;
  return `neighbours are ${roughness.toFixed(1)} K apart`;
}

/** From December to February the south is the warmer end, unless the signs were lost. */
function turnedAround({ observedAt, values }: TemperatureField, catalogue: Catalogue) {
  const { month } = seasonAt(observedAt);
  if (month > 2 && month < 12) return null;
  const pairs = [...values].flatMap(([station, value]): [number, number][] => {
    const { lat = null, elevation = null } = catalogue.find(station) ?? {};
    return lat === null || elevation === null ? [] : [[lat, value + elevation * lapse]];
  });
  const found = pairs.length < fewestTemperatures ? 0 : correlation(pairs);
  if (found <= northernWarmth) return null;
  return `the north is warmer than the south in winter (correlation with latitude ${found.toFixed(2)})`;
}

/** Temperature, dew point and humidity of one row say the same thing twice. */
function unfit(readings: readonly Reading[]): string | null {
  const { rows, contradicting } = threefold(readings);
  if (rows < fewestTemperatures || contradicting <= rows * largestShareUnfit) return null;
  return `temperature, dew point and humidity contradict each other in ${contradicting} of ${rows} rows`;
}

/** Whether an answer is its own witness: temperatures that are wrong alike would not fit the rest. */
export function bearsItselfOut(readings: readonly Reading[]): boolean {
  const { rows, contradicting } = threefold(readings);
  return rows >= fewestTemperatures && contradicting <= rows * largestShareUnfit;
}

/** Rows that have all three, and those of them in which they do not fit. */
function threefold(readings: readonly Reading[]): { rows: number; contradicting: number } {
  let rows = 0;
  let contradicting = 0;
  for (const { elements } of readings) {
    const { temperature, dewPoint, humidity } = elements;
    if (!temperature || !dewPoint || !humidity) continue;
    if (!('value' in temperature && 'value' in dewPoint && 'value' in humidity)) continue;
    // Below 10 % a dew point moves by degrees with each per cent.
    if (humidity.value < 10 || humidity.value > 104) continue;
    rows += 1;
    const expected = dewPointOf(temperature.value, humidity.value);
    if (Math.abs(expected - dewPoint.value) > dewPointTolerance) contradicting += 1;
  }
  return { rows, contradicting };
}

/** °C, from °C and per cent: Magnus' formula over water, constants of Sonntag (1990). */
function dewPointOf(temperature: number, humidity: number): number {
  const [a, b] = [17.62, 243.12];
  const exponent = Math.log(Math.min(humidity, 100) / 100) + (a * temperature) / (b + temperature);
  return (b * exponent) / (a - exponent);
}
