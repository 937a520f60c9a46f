import type { Station } from '@nalssi/schemas';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { hours, type Instant } from '../../time/clock.ts';
import { spatialLimits } from '../limits.ts';
import { median } from '../statistics.ts';
import type { TemperatureField } from './temperature-field.ts';

/**
 * What the middle of the country is like in each month, as of 2026-11. **Written down from memory** of
 * KMA's climatological normals 1991 to 2020 (기후평년값), and not read from a table of KMA's: no number
 * here is a quotation. `mean` and `daily` are taken to be within 1 K of the truth, the deviations within
 * a fifth; `colder`, `warmer` and the 2.2 deviations of `likely` are wide enough for both. The captures
 * of KMA that the tests have lie within `likely`. Normals are made anew every ten years and move by
 * tenths: nothing has to be refreshed before 2031, but who has them at hand should compare them.
 */
interface Month {
  /** Mean of the month, °C. */
  readonly mean: number;
  /** Mean of the highest of each day less that of the lowest, K. */
  readonly daily: number;
  /** Standard deviation of the mean of a day, K. */
  readonly deviation: number;
  /** How far the median of all stations can be below and above what is usual, K. */
  readonly colder: number;
  readonly warmer: number;
  /** K that a degree of latitude to the north is colder. */
  readonly north: number;
  /** K that 제주, 울릉도 and 흑산도 are warmer than latitude and height alone make them. */
  readonly island: number;
}

const months: readonly Month[] = [
  { mean: -0.9, daily: 10, deviation: 4.2, colder: 16, warmer: 15, north: 1.2, island: 4 },
  { mean: 1.2, daily: 10.6, deviation: 4.1, colder: 17, warmer: 16, north: 1.1, island: 3.5 },
  { mean: 6.1, daily: 11.7, deviation: 3.6, colder: 15, warmer: 15, north: 0.9, island: 2 },
  { mean: 12.1, daily: 12.5, deviation: 3.3, colder: 14, warmer: 14, north: 0.6, island: 0.8 },
  { mean: 17.3, daily: 12.2, deviation: 2.6, colder: 13, warmer: 14, north: 0.4, island: 0.2 },
  { mean: 21.4, daily: 10, deviation: 2.1, colder: 12, warmer: 12, north: 0.3, island: -0.3 },
  { mean: 24.6, daily: 7.9, deviation: 2.4, colder: 11, warmer: 12, north: 0.3, island: 0 },
  { mean: 25.1, daily: 8.4, deviation: 2.2, colder: 11, warmer: 12, north: 0.3, island: 0.8 },
  { mean: 20.5, daily: 9.7, deviation: 2.4, colder: 12, warmer: 13, north: 0.5, island: 1.5 },
  { mean: 14.3, daily: 11.5, deviation: 2.9, colder: 15, warmer: 13, north: 0.8, island: 2.3 },
  { mean: 7.6, daily: 10.9, deviation: 3.9, colder: 16, warmer: 14, north: 1.0, island: 3.2 },
  { mean: 1.1, daily: 10, deviation: 4.2, colder: 16, warmer: 15, north: 1.2, island: 4 },
];

/** 95 of 100 are within 1.96; the rest is for what is not known better. */
const likelyDeviations = 2.2;
/** On about nine of ten days: what is left costs one first start in ten a mark, where 1 cost one in three. */
const ordinaryDeviations = 1.6;

/** Islands have half of the course of a day. */
const courseOfIslands = 0.5;
const middleLatitude = 36.3;

/** Hours of the day, Korean time, when it is coldest and warmest in most places. */
const coldest = 6;
const warmest = 15;

const kst = hours(9);

interface Range {
  readonly lowest: number;
  readonly highest: number;
}

/** What the median of the country's temperatures usually is, and may be, at a moment; °C. */
export interface Season {
  readonly usual: number;
  readonly lowest: number;
  readonly highest: number;
  /** Between which it is on 95 of 100 days at least. */
  readonly likely: Range;
  /** Between which it is on about nine of ten days. */
  readonly ordinary: Range;
  /** How far the hour of the day alone brings it above or below the mean of the day, K. */
  readonly ofHour: number;
  /** 1 to 12. */
  readonly month: number;
}

/** The season of the whole country at a moment. */
export function seasonAt(instant: Instant): Season {
  const date = new Date(instant + kst);
  const month = date.getUTCMonth();
  const between = (key: keyof Month) => betweenMonths(date, key);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const ofHour = (between('daily') / 2) * courseOfDay(hour);
  const usual = between('mean') + ofHour;
  const lowest = usual - between('colder');
  // The sky makes the course of a day half as steep or half as steep again.
  const deviation = Math.hypot(between('deviation'), ofHour / 2, 1);
  const around = (deviations: number) => ({
    lowest: usual - deviations * deviation,
    highest: usual + deviations * deviation,
  });
  return {
    usual,
    lowest,
    highest: usual + between('warmer'),
    likely: around(likelyDeviations),
    ordinary: around(ordinaryDeviations),
    ofHour,
    month: month + 1,
  };
}

/**
 * The season of the stations that an answer lists, by where they are: islands in winter are milder
 * than the country, and an answer may be of them alone.
 */
export function seasonOf(
  { observedAt, values }: TemperatureField,
  catalogue: Pick<Catalogue, 'find' | 'stations'>,
): Season {
  const country = seasonAt(observedAt);
  const date = new Date(observedAt + kst);
  const [north, island] = [betweenMonths(date, 'north'), betweenMonths(date, 'island')];
  /** How much warmer a place is than the middle of the country, K. */
  const placeOf = ({ lat, lon, elevation }: Station) => {
    if (lat === null || lon === null || elevation === null) return [];
    const isOfIsland = isMildIsland(lat, lon);
    const ofSea = isOfIsland ? island - country.ofHour * (1 - courseOfIslands) : 0;
    return [ofSea - (lat - middleLatitude) * north - elevation * spatialLimits.lapse];
  };
  const listed = [...values.keys()].flatMap((id) => catalogue.find(id) ?? []).flatMap(placeOf);
  const surface = catalogue.stations.filter(({ network }) => network === 'asos').flatMap(placeOf);
  // Whoever knows no surface station has nothing to say where the listed ones are against.
  if (listed.length === 0 || surface.length === 0) return country;
  const by = median(listed) - median(surface);
  const warmer = ({ lowest, highest }: Range) => ({ lowest: lowest + by, highest: highest + by });
  return {
    ...country,
    ...warmer(country),
    usual: country.usual + by,
    likely: warmer(country.likely),
    ordinary: warmer(country.ordinary),
  };
}

/** 제주, 울릉도 with 독도, and what lies around 흑산도: warm currents pass them. */
function isMildIsland(lat: number, lon: number): boolean {
  return lat < 34 || lon > 130 || (lat < 35.2 && lon < 125.9);
}

/** Between the middles of two months it is between theirs. */
function betweenMonths(date: Date, key: keyof Month): number {
  const place = date.getUTCMonth() + (date.getUTCDate() - 15) / 30;
  const first = Math.floor(place);
  const share = place - first;
  return monthAt(first)[key] * (1 - share) + monthAt(first + 1)[key] * share;
}

function monthAt(index: number): Month {
  return months[(index + 12) % 12] as Month;
}

/** From -1 when it is coldest to 1 when it is warmest. */
function courseOfDay(hour: number): number {
  const rise = warmest - coldest;
  const since = (hour - coldest + 24) % 24;
  if (since <= rise) return -Math.cos((Math.PI * since) / rise);
  return Math.cos((Math.PI * (since - rise)) / (24 - rise));
}
