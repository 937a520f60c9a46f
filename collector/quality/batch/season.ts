import { hours, type Instant } from '../../time/clock.ts';

/**
 * What the middle of the country is like in each month: the national means of the air temperature
 * in KMA's climatological normals 1991 to 2020 (기후평년값, published in 2021; mean of a year 12.5 ℃,
 * highest 18.3 ℃, lowest 7.7 ℃), as of 2026-11. Normals are made anew every ten years and move by
 * tenths, the limits are tens of degrees: nothing has to be refreshed before 2031.
 */
interface Month {
  /** Mean of the month, °C. */
  readonly mean: number;
  /** Mean of the highest of each day less that of the lowest, K. */
  readonly daily: number;
  /** How far the median of all stations can be below and above what is usual, K. */
  readonly colder: number;
  readonly warmer: number;
}

const months: readonly Month[] = [
  { mean: -0.9, daily: 10, colder: 16, warmer: 15 },
  { mean: 1.2, daily: 10.6, colder: 17, warmer: 16 },
  { mean: 6.1, daily: 11.7, colder: 15, warmer: 15 },
  { mean: 12.1, daily: 12.5, colder: 14, warmer: 14 },
  { mean: 17.3, daily: 12.2, colder: 13, warmer: 14 },
  { mean: 21.4, daily: 10, colder: 12, warmer: 12 },
  { mean: 24.6, daily: 7.9, colder: 11, warmer: 12 },
  { mean: 25.1, daily: 8.4, colder: 11, warmer: 12 },
  { mean: 20.5, daily: 9.7, colder: 12, warmer: 13 },
  { mean: 14.3, daily: 11.5, colder: 15, warmer: 13 },
  { mean: 7.6, daily: 10.9, colder: 16, warmer: 14 },
  { mean: 1.1, daily: 10, colder: 16, warmer: 15 },
];

/** Hours of the day, Korean time, when it is coldest and warmest in most places. */
const coldest = 6;
const warmest = 15;

const kst = hours(9);

/** What the median of the country's temperatures usually is, and may be, at a moment; °C. */
export interface Season {
  readonly usual: number;
  readonly lowest: number;
  readonly highest: number;
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
  return { usual, lowest, highest: usual + between('warmer'), ofHour, month: month + 1 };
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
