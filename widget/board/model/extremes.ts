import type { BoardElement, DayValue, StationDay } from '../feed/board-file.ts';
import { livingOf, type Row } from './rows.ts';

/** The place with the greatest or least value, of now or of the day. */
export interface Superlative {
  readonly row: Row;
  readonly value: number;
  readonly isSuspect: boolean;
  /** `14:32`; empty for what is now. */
  readonly at: string;
}

export interface Extreme {
  readonly id: 'warmest' | 'coldest' | 'wettest' | 'windiest';
  /** `null` where nothing is known, and where it is dry. */
  readonly now: Superlative | null;
  readonly today: Superlative | null;
  /** Whether it is known that it has not rained. */
  readonly isDry?: boolean;
}

function best(candidates: readonly (Superlative | null)[], isLeast: boolean): Superlative | null {
  let found: Superlative | null = null;
  for (const candidate of candidates) {
    if (candidate === null) continue;
    if (
      found === null ||
      (isLeast ? candidate.value < found.value : candidate.value > found.value)
    ) {
      found = candidate;
    }
  }
  return found;
}

/**
 * Where it is warmest, coldest, wettest and windiest: now, and today with the minute. `isToday`: whether
 * the day that the board speaks of is still this one. Nothing of a single row, which is both.
 */
export function extremesOf(
  rows: readonly Row[],
  now: number,
  isToday: boolean,
): readonly Extreme[] {
  if (rows.length < 2) return [];
  const ofNow = (element: BoardElement, isLeast = false) =>
    best(
      rows.map((row) => {
        const reading = livingOf(row, element, now);
        return reading && { row, value: reading.value, isSuspect: reading.isSuspect, at: '' };
      }),
      isLeast,
    );
  const ofToday = (pick: (day: StationDay) => DayValue | null, isLeast = false) =>
    best(
      rows.map((row) => {
        const value = isToday && row.now ? pick(row.now.today) : null;
        return value && { row, ...value };
      }),
      isLeast,
    );
  const rain = ofNow('rainDay');
  return [
    { id: 'warmest', now: ofNow('temperature'), today: ofToday(({ high }) => high) },
    { id: 'coldest', now: ofNow('temperature', true), today: ofToday(({ low }) => low, true) },
    // Where it has not rained no place is the wettest; where nobody has measured it is not said to be dry.
    {
      id: 'wettest',
      now: rain && rain.value > 0 ? rain : null,
      today: null,
      isDry: rain !== null && rain.value === 0,
    },
    { id: 'windiest', now: ofNow('windSpeed'), today: ofToday(({ wind }) => wind) },
  ];
}
