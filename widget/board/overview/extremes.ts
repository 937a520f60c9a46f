import type { BoardElement } from '../feed/board-file.ts';
import { livingOf, type Row } from '../model/rows.ts';
import type { ExtremeId } from '../words.ts';
import { type DayValue, dayOf, type StationDay } from './day.ts';

/** The place with the greatest or least value, of now or of the day. */
export interface Superlative {
  readonly row: Row;
  readonly value: number;
  readonly isSuspect: boolean;
  /** `14:32`; empty for what is now. */
  readonly at: string;
}

export interface Extreme {
  readonly id: ExtremeId;
  /** `null` where nothing is known, and where it is dry. */
  readonly now: Superlative | null;
  readonly today: Superlative | null;
  /** Whether it is known that it has not rained. */
  readonly isDry?: boolean;
}

/** The row of which `pick` gives the greatest value, or the least; the first of those alike. */
function best(
  rows: readonly Row[],
  pick: (row: Row) => (Pick<DayValue, 'value' | 'isSuspect'> & { readonly at?: string }) | null,
  isLeast = false,
): Superlative | null {
  let found: Superlative | null = null;
  for (const row of rows) {
    const picked = pick(row);
    if (picked === null) continue;
    const { value, isSuspect, at = '' } = picked;
    if (found === null || (isLeast ? value < found.value : value > found.value)) {
      found = { row, value, isSuspect, at };
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
    best(rows, (row) => livingOf(row, element, now), isLeast);
  const ofToday = (day: keyof StationDay, isLeast = false) =>
    best(isToday ? rows : [], (row) => dayOf(row)[day], isLeast);
  const rain = ofNow('rainDay');
  return [
    { id: 'warmest', now: ofNow('temperature'), today: ofToday('high') },
    { id: 'coldest', now: ofNow('temperature', true), today: ofToday('low', true) },
    // Where it has not rained no place is the wettest; where nobody has measured it is not said to be dry.
    {
      id: 'wettest',
      now: rain && rain.value > 0 ? rain : null,
      today: null,
      isDry: rain !== null && rain.value === 0,
    },
    { id: 'windiest', now: ofNow('windSpeed'), today: ofToday('wind') },
  ];
}
