import {
  type Element,
  elements,
  type NumericElement,
  numericElements,
  observationsFile,
  tickerFile,
} from '@nalssi/schemas';
import type { FeedFiles } from '../../collector/feed/feed-files.ts';
import { clockTolerance, rangeLimits } from '../../collector/quality/limits.ts';
import type { SourcedValue } from '../../collector/snapshot/element-snapshot.ts';
import type { Snapshot } from '../../collector/snapshot/snapshot.ts';

/** A promise of the collector that an input broke. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** KMA's marks for no value, in each of its lists. */
const marks = new Set([
  ...[-99, -99.7, -99.8, -99.9, -999, -999.9, -9999],
  ...[999, 999.9, 9999, 9999.9, 99999],
]);

const mayBeNegative = new Set<Element>(['temperature', 'feelsLike', 'dewPoint']);

/**
 * Whether a number is a mark where it stands: -9 is one wherever nothing can be negative, 999.9 is
 * none as a pressure.
 */
function isMark(element: Element, value: number): boolean {
  if (element === 'pressure' && value < 1_000 && value > 0) return false;
  return marks.has(value) || (value === -9 && !mayBeNegative.has(element));
}

/** What a row of the ticker has beside temperature and condition. */
const furtherElements = ['feelsLike', 'humidity', 'windSpeed', 'windDirection', 'rain'] as const;

const letters = /^[^\p{Cc}\u2028\u2029]+$/u;
const noWords = new Set(['-', '--', '.', 'NaN', 'null', 'undefined', 'Infinity']);

/** What holds of every snapshot; of one after a refused answer, that no value is another. */
export function checkSnapshot(snapshot: Snapshot, before: Snapshot, isRefused: boolean): void {
  const earlier = new Map(before.stations.map((one) => [one.station.id, one]));
  for (const { station, elements: taken } of snapshot.stations) {
    if (!letters.test(station.name.ko) || noWords.has(station.name.ko)) {
      throw new Violation(
        `the name of station ${station.id} is ${JSON.stringify(station.name.ko)}`,
      );
    }
    for (const element of elements) {
      const now = taken[element];
      const shown = now?.shown ?? null;
      const was = earlier.get(station.id)?.elements[element]?.shown ?? null;
      const what = `${element} of ${station.id}`;
      if (shown !== null) checkShown(what, element, shown, snapshot.at);
      if (now?.failed) checkNumber(what, element, now.failed);
      if (isRefused && !isSame(shown, was)) throw new Violation(`${what} changed without a reason`);
      const isOwn = shown?.derived === undefined && was?.derived === undefined;
      if (shown && was && isOwn && shown.observedAt < was.observedAt) {
        throw new Violation(`${what} was replaced by an older value`);
      }
    }
  }
}

function checkShown(what: string, element: Element, shown: SourcedValue, now: number): void {
  checkNumber(what, element, shown);
  if (shown.quality === 'fail') throw new Violation(`${what} failed a check and is shown`);
  if (!(shown.expiresAt > now)) throw new Violation(`${what} has expired and is shown`);
  if (!(shown.observedAt <= now + clockTolerance)) throw new Violation(`${what} is of the future`);
  if (element === 'condition' || typeof shown.value !== 'number') return;
  const [lowest, highest] = rangeLimits[element].fail;
  // What is computed goes by no limits of its own.
  if (shown.derived === undefined && (shown.value < lowest || shown.value > highest)) {
    throw new Violation(`${what} is ${shown.value} and is shown`);
  }
}

function checkNumber(what: string, element: Element, { value }: SourcedValue): void {
  if (element === 'condition') {
    if (typeof value !== 'string') throw new Violation(`${what} is the number ${value}`);
  } else if (typeof value !== 'number' || !Number.isFinite(value) || Object.is(value, -0)) {
    throw new Violation(`${what} is ${Object.is(value, -0) ? '-0' : value}`);
  } else if (isMark(element, value)) {
    throw new Violation(`${what} is ${value}, which says that there is none`);
  }
}

function isSame(one: SourcedValue | null, other: SourcedValue | null): boolean {
  return one?.value === other?.value && one?.observedAt === other?.observedAt;
}

/** What holds of the files that readers get, read as a reader reads them. */
export function checkFiles(files: FeedFiles, now: number): void {
  for (const [path, text] of files) {
    // What an operator reads names the words and keys that nobody knows, whatever they are.
    if (/json$/.test(path) && path !== 'health.json') checkTexts(path, JSON.parse(text));
  }
  const isPast = (time: string | null | undefined) => !(Date.parse(time ?? '') > now);
  for (const row of tickerFile.parse(readFile(files, 'ticker.json')).observations) {
    const { station, temperature, condition, expiresAt, conditionExpiresAt } = row;
    if (temperature !== null && isPast(expiresAt)) {
      throw new Violation(`the ticker has the temperature of ${station} past its time`);
    }
    if (condition !== null && isPast(conditionExpiresAt ?? expiresAt)) {
      throw new Violation(`the ticker has the condition of ${station} past its time`);
    }
    for (const element of furtherElements) {
      const value = row[element];
      if (value === undefined) continue;
      if (isMark(element, value)) throw new Violation(`${element} of ${station} is ${value}`);
      if (isPast(expiresAt)) throw new Violation(`${element} of ${station} is past its time`);
    }
  }
  const file = observationsFile.parse(readFile(files, 'observations.json'));
  for (const row of file.observations) {
    for (const element of numericElements)
      checkObserved(row.station, element, row[element], isPast);
    if (row.condition?.value && isPast(row.condition.expiresAt)) {
      throw new Violation(`the condition of ${row.station} is past its time`);
    }
  }
}

interface Observed {
  readonly value: number | null;
  readonly expiresAt: string | null;
}

function checkObserved(
  station: string,
  element: NumericElement,
  observed: (Observed & { readonly lastGood?: Observed | undefined }) | undefined,
  isPast: (time: string | null) => boolean,
): void {
  for (const one of [observed, observed?.lastGood]) {
    if (one === undefined || one.value === null) continue;
    const what = `${element} of ${station} in observations.json`;
    if (isMark(element, one.value)) throw new Violation(`${what} is ${one.value}`);
    if (isPast(one.expiresAt)) throw new Violation(`${what} is past its time`);
  }
}

function readFile(files: FeedFiles, path: string): unknown {
  const text = files.get(path);
  if (text === undefined) throw new Violation(`there is no ${path}`);
  return JSON.parse(text);
}

/** No text anywhere is empty, a word for nothing, or has characters that are none. */
function checkTexts(path: string, content: unknown): void {
  if (typeof content === 'string') {
    if (!letters.test(content) || noWords.has(content)) {
      throw new Violation(`${path} has the text ${JSON.stringify(content)}`);
    }
  } else if (typeof content === 'object' && content !== null) {
    for (const part of Object.values(content)) checkTexts(path, part);
  }
}
