import type { Catalogue } from '../../catalogue/catalogue.ts';
import { checkRange } from '../check-range.ts';
import { Neighbourhood } from '../neighbourhood.ts';
import { median, spreadOf } from '../statistics.ts';
import {
  aloneDown,
  aloneUp,
  apartFromNeighbours,
  fewestAlone,
  fewestOfOneValue,
  leastPart,
  leastPartStep,
  mostBetween,
  neighboursOfPart,
  partSpread,
  wholeCountry,
} from './batch-limits.ts';
import { lostDecimals } from './lost-decimals.ts';
import { changedTemperatures, type TemperatureField } from './temperature-field.ts';

/** Stations of an answer that went where weather does not take them. */
export interface StrangePart {
  /** By how much each went further than the others, K. */
  readonly stations: Readonly<Record<string, number>>;
  /** For people. */
  readonly detail: string;
}

/** How a station went in comparison. */
interface Course {
  readonly station: string;
  readonly value: number;
  /** Its change less the median of all, K. */
  readonly apart: number;
  /** The same of its neighbours, where they went together; `null` where they did not. */
  readonly alone: number | null;
}

/**
 * A part of the country that changed, from one hour to the next, as only a source can change it; or
 * `null`. What is said of all stations together stands in suspicion.ts.
 */
export function strangePartOf(
  before: TemperatureField,
  after: TemperatureField,
  catalogue: Pick<Catalogue, 'find'>,
): StrangePart | null {
  const courses = coursesOf(before, after, catalogue);
  const isCountry = courses.length >= wholeCountry;
  const moved = isCountry ? (movedPart(courses) ?? oneValue(courses)) : null;
  return moved ?? withoutDecimals(before, after) ?? (isCountry ? eachAlone(courses) : null);
}

function coursesOf(
  before: TemperatureField,
  after: TemperatureField,
  catalogue: Pick<Catalogue, 'find'>,
): Course[] {
  const rows = changedTemperatures(before, after).flatMap((row) => {
    const { lat = null, lon = null } = catalogue.find(row.station) ?? {};
    return lat === null || lon === null ? [] : [{ ...row, lat, lon }];
  });
  const middle = median(rows.map(({ change }) => change));
  const isEven = rows.every(({ change }) => Math.abs(change - middle) < apartFromNeighbours);
  if (rows.length < wholeCountry || isEven) return [];
  const neighbourhood = new Neighbourhood(rows);
  const { radius, most, together, fewest } = neighboursOfPart;
  return rows.map((row) => {
    const near = neighbourhood.around(row, radius, most).map((at) => rows[at]?.change ?? 0);
    const usual = median(near);
    const alike = near.filter((change) => Math.abs(change - usual) <= together).length;
    return {
      station: row.station,
      value: row.value,
      apart: row.change - middle,
      alone: near.length === most && alike >= fewest ? row.change - usual : null,
    };
  });
}

/**
 * The same number added to many stations: a front, a Föhn and a sea breeze come to a smaller part in an
 * hour, and leave stations half on their way.
 */
function movedPart(courses: readonly Course[]): StrangePart | null {
  for (const sign of [1, -1]) {
    const beyond = (least: number) => courses.filter(({ apart }) => apart * sign >= least);
    const far = beyond(leastPartStep);
    if (far.length < courses.length * (sign > 0 ? leastPart.up : leastPart.down)) continue;
    const size = median(far.map(({ apart }) => apart * sign));
    const [moved, rest] = [
      beyond(size * 0.7),
      courses.filter(({ apart }) => apart * sign <= size * 0.3),
    ];
    const between = courses.length - rest.length - moved.length;
    const ofRest = partSpread.timesOfRest * spreadOf(rest.map(({ apart }) => apart));
    const spread = spreadOf(far.map(({ apart }) => apart));
    if (between > far.length * mostBetween || spread > Math.max(partSpread.least, ofRest)) continue;
    const by = `${sign < 0 ? '-' : '+'}${size.toFixed(1)}`;
    return partOf(
      moved,
      `${moved.length} of ${courses.length} stations went ${by} K from the others`,
    );
  }
  return null;
}

/** A mark for missing values, or a zero: one value at stations whose neighbours went on. */
function oneValue(courses: readonly Course[]): StrangePart | null {
  const strange = Map.groupBy(courses.filter(isApart), ({ value }) => value);
  const [value, of] = [...strange].reduce<readonly [number, readonly Course[]]>(
    (most, one) => (one[1].length > most[1].length ? one : most),
    [Number.NaN, []],
  );
  if (of.length < enough(fewestOfOneValue, courses)) return null;
  return partOf(
    courses.filter((one) => one.value === value),
    `${of.length} of ${courses.length} stations went to ${value.toFixed(1)} ℃ without their neighbours`,
  );
}

/** Decimal points lost here and there, also where the number that is left is near. */
function withoutDecimals(before: TemperatureField, after: TemperatureField): StrangePart | null {
  if (after.values.size < wholeCountry) return null;
  const lost = lostDecimals(before, after);
  if (lost.length === 0) return null;
  return {
    stations: Object.fromEntries(lost.map(({ station, by }) => [station, by])),
    detail: `${lost.length} of ${after.values.size} stations went to a whole number of which a tenth fits`,
  };
}

/** Numbers that no weather brings to single stations: showers cool them, and never by so much. */
function eachAlone(courses: readonly Course[]): StrangePart | null {
  const alone = courses.flatMap((one) => one.alone ?? []);
  const far = alone.filter((by) => by > aloneUp || by < -aloneDown);
  if (far.length < enough(fewestAlone, courses)) return null;
  const farthest = Math.max(...far.map(Math.abs)).toFixed(1);
  return partOf(
    courses.filter(isApart),
    `${far.length} of ${courses.length} stations went up to ${farthest} K without their neighbours`,
  );
}

/** Whether a station went without its neighbours, or far from all where those did not go together. */
function isApart({ apart, alone }: Course): boolean {
  return alone === null ? Math.abs(apart) > leastPartStep : Math.abs(alone) > apartFromNeighbours;
}

function enough(
  { stations, share }: { readonly stations: number; readonly share: number },
  { length }: readonly Course[],
): number {
  return Math.max(stations, length * share);
}

/** What is impossible is not shown by itself: nobody has to mark it, or waits for its end. */
function partOf(courses: readonly Course[], detail: string): StrangePart | null {
  const possible = courses.filter(({ value }) => checkRange('temperature', value) !== 'fail');
  if (possible.length === 0) return null;
  const stations = possible.map(({ station, apart, alone }) => {
    const by = Math.abs(alone ?? 0) > Math.abs(apart) ? (alone ?? 0) : apart;
    return [station, by] as const;
  });
  return { stations: Object.fromEntries(stations), detail };
}

/** So many stations of a part that step back by so much of what they went further end it. */
const takenBack = { least: 0.5, most: 3, share: 0.75 } as const;
/** So many of them at one value are a mark for missing values; with fewer it is over. */
const ofOneValue = 0.75;

/**
 * What is left of a part at an answer that follows `before`: by how much each station is further than
 * the others by now; `null` where they are again what they were.
 */
export function partAfter(
  part: StrangePart['stations'],
  before: TemperatureField,
  after: TemperatureField,
): StrangePart['stations'] | null {
  const rows = changedTemperatures(before, after);
  const usual = median(
    rows.filter(({ station }) => !(station in part)).map(({ change }) => change),
  );
  const own = rows.flatMap((row) => {
    const by = part[row.station];
    return by === undefined ? [] : [{ ...row, by, now: by + row.change - usual }];
  });
  // Stations that are missing for an hour take nothing back.
  if (own.length === 0 || Number.isNaN(usual)) return part;
  const back = own.filter(({ by, now }) => isBetween((by - now) / by, takenBack));
  const isBack =
    shareOfOne(own.map(({ old }) => old)) >= ofOneValue
      ? shareOfOne(own.map(({ value }) => value)) < ofOneValue
      : back.length >= own.length * takenBack.share;
  return isBack
    ? null
    : { ...part, ...Object.fromEntries(own.map(({ station, now }) => [station, now])) };
}

function isBetween(share: number, { least, most }: typeof takenBack): boolean {
  return share >= least && share <= most;
}

/** How many of the values are the most common one. */
function shareOfOne(values: readonly number[]): number {
  const alike = [...Map.groupBy(values, (value) => value).values()];
  return Math.max(...alike.map(({ length }) => length)) / values.length;
}

/** A field of the stations that are not of a part. */
export function withoutPart(
  part: StrangePart['stations'],
  { observedAt, values }: TemperatureField,
): TemperatureField {
  return { observedAt, values: new Map([...values].filter(([station]) => !(station in part))) };
}
