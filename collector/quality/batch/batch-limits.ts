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
 * How far the median goes only rarely, the usual course of the day taken out, K: beyond this an answer
 * is shown and marked. Of 1,000 synthetic spells (README.md) one change in 2,000 is as large: -3.4
 * and +3.4 K in two hours, -5.1 and +4.8 in three, -9.8 and +8.5 in six.
 */
export function rareChange(elapsed: Duration): { readonly down: number; readonly up: number } {
  const time = Math.abs(elapsed) / hours(1);
  const first = Math.min(time, 1);
  const rest = Math.max(time - 1, 0);
  return {
    down: Math.min(0.6 + 2.6 * first + 1.7 * rest, 16),
    up: Math.min(0.6 + 1.9 * first + 1.4 * rest, 11),
  };
}

/**
 * The same where it is known how the hour before went: fronts come and go, and do not begin at all
 * stations in one hour. `spread`: of what the stations changed by, K; the same number added to all of
 * them leaves it small, and a front makes it large. None of 15,000 synthetic hours turns by as much;
 * the largest is 1.9 K, one in 2,000 is 1.3 K.
 */
export function rareTurn(elapsed: Duration, spread: number): number {
  return 0.5 + 0.6 * Math.min(Math.abs(elapsed) / hours(1), 1) + Math.min(spread, 4) / 4;
}
/** The hour before is known for changes of so long. */
export const tendencyLasts: Duration = minutes(90);

/**
 * Values that fit the row before or after theirs as well as this share of what they fit their own
 * have moved there. The least of 29,000 synthetic hours is 1.1, the most after a move 0.9.
 */
export const leastOwnFit = 1;

/** What is suspect stays so for as long as the answer before it would be a witness. */
export const suspicionLasts: Duration = longestMemory;

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
/**
 * So is a mark for missing values, or a sensor's zero, at a part of them: a larger share than this, and
 * so many times as many as have the third most common value. The third, because there may be two marks,
 * and because whole degrees are common alike. Of 24,000 synthetic hours the most is 0.19, 3.6 times as
 * many as the third, and of all others 0.15.
 */
export const shareThatStandsOut = 0.22;
export const timesOfOthers = 4;

/** Less between the coldest and the warmest tenth of the stations, K, is no country of mountains. */
export const smallestSpread = 1;
/** Neighbours at sea level that differ by more, K, the median of all, are no neighbours. */
export const greatestRoughnessOfField = 4.5;

/**
 * A larger share of stations that stay exactly as warm as they were is a list that stood still, in part
 * or as a whole. In an hour of synthetic fog or rain it is 36 of 100 at most.
 */
export const largestShareUnchanged = 0.65;
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

/**
 * The same number added to a part of the country, in an hour and a half at most (`patternLasts`): so
 * many stations at least, by so much more than all others, K. Föhn warms the eastern coast, one
 * station in eight, by 10 K in an hour; what falls behind a squall line in an hour is one in five. Sea
 * breeze is at more of them, and below 5 K.
 */
export const leastPartStep = 5.5;
export const leastPart = { up: 0.16, down: 0.28 } as const;
/** So few of them are half on their way, and as far apart as all others, or so much, K. */
export const mostBetween = 0.1;
export const partSpread = { least: 2, timesOfRest: 1.5 } as const;

/** Neighbours that went together, K, `fewest` of the nearest `most` within so many km. */
export const neighboursOfPart = { radius: 90, most: 5, fewest: 4, together: 2 } as const;
/**
 * Of so many stations that went to one value by so much more than such neighbours, K. Five had one where a
 * sea breeze came at once, in one of 1,000 synthetic spells.
 */
export const apartFromNeighbours = 3;
export const fewestOfOneValue = { stations: 6, share: 0.05 } as const;
/** A single station goes so far by itself, K: showers and gusts from storms cool by more than 10. */
export const aloneUp = 8;
export const aloneDown = 14;
export const fewestAlone = { stations: 4, share: 0.03 } as const;

/**
 * A decimal point that was lost: so many stations that went this far, K, to a whole number of which a tenth fits,
 * and so many times as many as went to another number of which it does. Of honest ones it is a ninth.
 */
export const wholeApart = 1;
export const fewestWhole = { stations: 5, share: 0.03, timesOthers: 3 } as const;
/** Where more of the other values are whole than this, the source rounds. */
export const mostWholeElsewhere = 0.3;
