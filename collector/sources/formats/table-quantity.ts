import type { NumericElement } from '@nalssi/schemas';
import type { Readout } from '../reading.ts';
import { plainNumber, type Unit } from './plain-number.ts';

/**
 * What a column of a table may hold: so wide that the weather never leaves it, so narrow that the
 * numbers of most other columns do. It is for finding shifted columns; whether a value is likely is
 * for the checks of quality to say.
 */
export interface Quantity {
  readonly lowest: number;
  readonly highest: number;
  /** Units that may stand behind a number of it. */
  readonly units?: readonly Unit[];
}

const degrees = ['℃', '°c'] as const;
const percent = ['%', '％'] as const;

export const quantities = {
  temperature: { lowest: -50, highest: 60, units: degrees },
  dewPoint: { lowest: -80, highest: 60, units: degrees },
  feelsLike: { lowest: -80, highest: 80, units: degrees },
  humidity: { lowest: 0, highest: 110, units: percent },
  pressure: { lowest: 800, highest: 1100, units: ['hpa'] },
  windSpeed: { lowest: 0, highest: 150, units: ['m/s'] },
  windDirection: { lowest: 0, highest: 360, units: ['°'] },
  precipitation: { lowest: 0, highest: 3000, units: ['mm', '㎜'] },
  snowDepth: { lowest: 0, highest: 1000, units: ['cm', '㎝'] },
  visibility: { lowest: 0, highest: 100, units: ['km', '㎞'] },
  cloud: { lowest: 0, highest: 10 },
} as const satisfies Record<string, Quantity>;

/** Whether a column of the quantity may hold the value. */
export function isWithin(value: number, { lowest, highest }: Quantity): boolean {
  return value >= lowest && value <= highest;
}

/** A number, `missing` for KMA's many ways to write none, or `unreadable`: not of this column. */
export type Cell = number | 'missing' | 'unreadable';

const blanks = new Set(['', '-', '--', '.', '..', '&nbsp;', 'null']);

/**
 * Reads a cell. Missing are blanks, rows of nines out of range, temperatures of -50 °C and below
 * (KMA: not observed) and anything negative where nothing can be (-9, -99.9).
 */
export function readCell(text: string, { lowest, highest, units }: Quantity): Cell {
  const number = plainNumber(text, units);
  if (number === null) return isBlank(text) ? 'missing' : 'unreadable';
  const value = Number(number);
  if (isMarkOfNines(number, { lowest, highest })) return 'missing';
  if (value < 0 && (value < lowest || value <= -50)) return 'missing';
  if (value === 0 && lowest > 0) return 'missing';
  if (value >= lowest && value <= highest) return value === 0 ? 0 : value;
  return /^9{2,}(?:\.[09]+)?$/.test(number) ? 'missing' : 'unreadable';
}

/** Whether a text is one of KMA's ways to write that there is no value. */
export function isBlank(text: string): boolean {
  return blanks.has(text.trim());
}

/**
 * Whether it is one of the rows of nines that stand for no value: 999, 9999.9. A pressure may
 * really be 999.9 hPa; it never rained or snowed as much, although a column of millimetres could
 * hold it.
 */
export function isMarkOfNines(text: string, { lowest, highest }: Quantity): boolean {
  if (!/^9{3,}(?:\.[09]+)?$/.test(text)) return false;
  return lowest <= 0 || Number(text) > highest;
}

/** A value, or that the station should have one and has none. */
export function readoutOf(cell: Cell | null): Readout<NumericElement> {
  return typeof cell === 'number' ? { value: cell } : { missing: 'upstream-missing' };
}

/** A value, or nothing where a blank may mean that the station has no such sensor. */
export function numberOf(cell: Cell): number | undefined {
  return typeof cell === 'number' ? cell : undefined;
}

/**
 * Whether so many rows contradict their columns that the columns must be others than thought: a
 * tenth of a whole list, half of a few rows.
 */
export function isShifted(contradictions: number, rows: number): boolean {
  return contradictions > rows * (rows >= 20 ? 0.1 : 0.5);
}
