import { hours, type Instant } from '../../time/clock.ts';

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
}

const months: readonly Month[] = [
  { mean: -0.9, daily: 10, deviation: 4.2, colder: 16, warmer: 15 },
  { mean: 1.2, daily: 10.6, deviation: 4.1, colder: 17, warmer: 16 },
  { mean: 6.1, daily: 11.7, deviation: 3.6, colder: 15, warmer: 15 },
  { mean: 12.1, daily: 12.5, deviation: 3.3, colder: 14, warmer: 14 },
  { mean: 17.3, daily: 12.2, deviation: 2.6, colder: 13, warmer: 14 },
  { mean: 21.4, daily: 10, deviation: 2.1, colder: 12, warmer: 12 },
  { mean: 24.6, daily: 7.9, deviation: 2.4, colder: 11, warmer: 12 },
  { mean: 25.1, daily: 8.4, deviation: 2.2, colder: 11, warmer: 12 },
  { mean: 20.5, daily: 9.7, deviation: 2.4, colder: 12, warmer: 13 },
  { mean: 14.3, daily: 11.5, deviation: 2.9, colder: 15, warmer: 13 },
  { mean: 7.6, daily: 10.9, deviation: 3.9, colder: 16, warmer: 14 },
  { mean: 1.1, daily: 10, deviation: 4.2, colder: 16, warmer: 15 },
];

/** 95 of 100 are within 1.96; the rest is for what is not known better. */
const likelyDeviations = 2.2;

/** Hours of the day, Korean time, when it is coldest and warmest in most places. */
const coldest = 6;
const warmest = 15;

const kst = hours(9);

/** What the median of the country's temperatures usually is, and may be, at a moment; °C. */
export interface Season {
  readonly usual: number;
  readonly lowest: number;
  readonly highest: number;
  /** Between which it is on 95 of 100 days at least. */
  readonly likely: { readonly lowest: number; readonly highest: number };
  /** How far the hour of the day alone brings it above or below the mean of the day, K. */
  readonly ofHour: number;
  /** 1 to 12. */
  readonly month: number;
}

/** The season at a moment. Between the middles of two months it lies between theirs. */
export function seasonAt(instant: Instant): Season {
  const date = new Date(instant + kst);
  const month = date.getUTCMonth();
  const place = month + (date.getUTCDate() - 15) / 30;
  const first = Math.floor(place);
  const share = place - first;
  const between = (key: keyof Month) =>
    monthAt(first)[key] * (1 - share) + monthAt(first + 1)[key] * share;
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const ofHour = (between('daily') / 2) * courseOfDay(hour);
  const usual = between('mean') + ofHour;
  const lowest = usual - between('colder');
  // The sky makes the course of a day half as steep or half as steep again.
  const deviation = Math.hypot(between('deviation'), ofHour / 2, 1);
  const likely = {
    lowest: usual - likelyDeviations * deviation,
    highest: usual + likelyDeviations * deviation,
  };
  return { usual, lowest, highest: usual + between('warmer'), likely, ofHour, month: month + 1 };
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
