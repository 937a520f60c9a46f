import { type Duration, hours, minutes } from '../../time/clock.ts';

/**
 * Limits of the comparison of an answer as a whole, as of 2026-11. Beside README.md, which shows how
 * many lies they catch and how much honest weather they refuse.
 */

/** Fewer temperatures say nothing of the country. */
export const fewestTemperatures = 20;

/** So many are of the whole country: an answer may be cut to one end of it. */
export const wholeCountry = 60;

/** A believed answer that is older is no witness: weather forgets in a day. */
export const longestMemory: Duration = hours(24);

/**
 * How far the median of all stations can move in a time, the usual course of the day taken out, K.
 * Cooling: a front that brings -12 K in three hours everywhere at once, in the evening of a clear
 * day. Warming has no fronts like that: a clear morning warms by 2 K an hour more than a usual one.
 * What an amendment of the same hour may bring is 2.5 K. The limits end at what a day can bring.
 */
export function greatestChange(elapsed: Duration): { readonly down: number; readonly up: number } {
  const time = Math.abs(elapsed) / hours(1);
  const first = Math.min(time, 1);
  const next = Math.min(Math.max(time - 1, 0), 2);
  const rest = Math.max(time - 3, 0) / 2;
  return {
    down: Math.min(2.5 + 2.5 * first + 3.75 * next + rest, 16),
    up: Math.min(2.5 + 2 * first + 1.75 * next + rest, 14),
  };
}

/**
 * How far single stations can change apart from their neighbours, K: the median of all, see
 * `Change`. In an hour it is noise and showers; from night to noon hollows warm by ten degrees more
 * than coasts. The next night they are alike again.
 */
export function greatestRoughness(elapsed: Duration): number {
  const time = Math.abs(elapsed) / hours(1);
  const next = Math.min(Math.max(time - 1, 0), 2);
  return 1.6 + 0.35 * next + 0.2 * Math.min(Math.max(time - 3, 0), 9);
}

/** After a longer gap coasts and hollows may be anything to each other. */
export const roughnessLasts: Duration = hours(6);

/**
 * From one hour to the next the warm places stay the warm ones: a pattern that is less like that of
 * the hour before (a correlation), while stations change apart from their neighbours (K), has its
 * values at other stations.
 */
export const leastLikeness = 0.4;
export const roughnessOfOtherPlaces = 0.3;
/** Nor does the country become so much flatter in that time: a decimal point has moved. */
export const leastWidening = 0.35;
export const patternLasts: Duration = minutes(90);

/** A larger share of stations has one and the same temperature only where it is none. */
export const largestShareOfOneValue = 0.4;

/** Less between the coldest and the warmest tenth of the stations, K, is no country of mountains. */
export const smallestSpread = 1;
/** Neighbours at sea level that differ by more, K, the median of all, are no neighbours. */
export const greatestRoughnessOfField = 4.5;

/** A larger share of stations that stay exactly as warm as they were is a list that stood still. */
export const largestShareUnchanged = 0.9;
/** For so long: whole lists may well be the same from one minute to the next. */
export const unchangedFor: Duration = minutes(50);
/** Until so long after the hour a list that stood still may only be one that is not in yet. */
export const lateListAfter: Duration = minutes(20);
/** And only one that comes an hour after the list whose values it has. */
export const earlyListAfter: Duration = hours(1);
/** So long lists are remembered: one that comes again as that of another hour is from a cache. */
export const listsRemembered: Duration = hours(26);

/** Dew points that differ so much from that of temperature and humidity do not belong to them, K. */
export const dewPointTolerance = 4;
/** So large a share of rows that do not fit is a fault of the source. */
export const largestShareUnfit = 0.3;

/** In winter the south is warmer; a correlation of warmth with latitude above this has lost its sign. */
export const northernWarmth = 0.4;

/** Answers of two sources are of one moment, and agree, with so many of their stations so close, K. */
export const witnessApart: Duration = minutes(45);
export const witnessAgrees = { median: 2, single: 3, share: 0.8 } as const;
/** Sources that differ by more contradict each other, K. */
export const witnessContradicts = 3;
