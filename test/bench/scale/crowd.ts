import { refreshDelay } from '../../../widget/feed/refresh-schedule.ts';

/** A file that is polled, and by how many of the readers. */
export interface Polled {
  readonly ttl: number;
  readonly share: number;
  readonly perReader: number;
}

/** What happens to a crowd of readers who were there long before. */
export interface Event {
  readonly name: string;
  /** Of the readers, those who come at once, and the seconds within which they do. */
  readonly comers: number;
  readonly within: number;
  /** Seconds before for which nobody got an answer. */
  readonly outage: number;
  /** Seconds after it from which on the requests have to be flat. */
  readonly settledAfter: number;
}

/** How the requests of a crowd are spread after an event. */
export interface Spread {
  /** Requests a second in the mean, when all is long past. */
  readonly mean: number;
  /** The most and the fewest in any minute from `settledAfter` on, as a share of the mean. */
  readonly most: number;
  readonly fewest: number;
  /** The most in any second from `settledAfter` on, as a share of the mean. */
  readonly peak: number;
}

/** Seconds that are looked at after an event, and those at their end that tell the mean. */
const horizon = 900;
const settled = 300;
const minute = 60;

// Asked a hundred million times: some loaders look up what is imported at each use.
const delayOf = refreshDelay;

/** The same numbers each time: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Milliseconds from one request to the next in the mean. */
export function meanDelay(ttl: number): number {
  const steps = 1_000;
  let sum = 0;
  for (let step = 0; step < steps; step += 1) sum += delayOf(ttl, 0, (step + 0.5) / steps);
  return sum / steps;
}

/** Requests each second of the quarter of an hour after an event, by the arithmetic of the widget. */
export function requestsAfter(
  event: Event,
  readers: number,
  files: readonly Polled[],
): Float64Array {
  const random = randomOf(1);
  const seconds = new Float64Array(horizon);
  for (const { ttl, share, perReader } of files) {
    const mean = meanDelay(ttl) / 1_000;
    for (let file = 0; file < Math.round(readers * share) * perReader; file += 1) {
      follow(event, ttl, mean, random, seconds);
    }
  }
  return seconds;
}

/** One reader's requests for one file; `mean`: seconds from one to the next. */
function follow(
  { comers, within, outage }: Event,
  ttl: number,
  mean: number,
  random: () => number,
  seconds: Float64Array,
): void {
  const isComer = random() < comers;
  // Who was there before is anywhere in his wait, which an outage made one of failures.
  let at = isComer ? random() * within : -outage + random() * mean;
  let failures = 0;
  while (at < horizon) {
    if (at >= 0) seconds[Math.floor(at)] = (seconds[Math.floor(at)] ?? 0) + 1;
    failures = at < 0 && outage > 0 ? failures + 1 : 0;
    at += delayOf(ttl, failures, random()) / 1_000;
  }
}

export function spreadOf(seconds: Float64Array, settledAfter: number): Spread {
  const later = seconds.subarray(horizon - settled);
  const mean = later.reduce((sum, count) => sum + count, 0) / later.length;
  let inMinute = 0;
  let most = 0;
  let fewest = Number.POSITIVE_INFINITY;
  let peak = 0;
  for (let second = settledAfter; second < horizon; second += 1) {
    inMinute += seconds[second] ?? 0;
    peak = Math.max(peak, seconds[second] ?? 0);
    if (second < settledAfter + minute - 1) continue;
    most = Math.max(most, inMinute);
    fewest = Math.min(fewest, inMinute);
    inMinute -= seconds[second - minute + 1] ?? 0;
  }
  const usual = mean * minute;
  return { mean, most: most / usual, fewest: fewest / usual, peak: peak / mean };
}

/**
 * Requests that caches in some places make of those, each with a file for `maxAge` seconds, by second:
 * readers are spread over the places by chance.
 */
export function throughEdges(seconds: Float64Array, places: number, maxAge: number): Float64Array {
  const random = randomOf(2);
  const asked = new Float64Array(seconds.length);
  const freshUntil = Array.from({ length: places }, () => random() * maxAge);
  for (let second = 0; second < seconds.length; second += 1) {
    const chanceOfNone = Math.exp(-(seconds[second] ?? 0) / places);
    for (let place = 0; place < places; place += 1) {
      if (second < (freshUntil[place] ?? 0) || random() < chanceOfNone) continue;
      asked[second] = (asked[second] ?? 0) + 1;
      freshUntil[place] = second + maxAge;
    }
  }
  return asked;
}
