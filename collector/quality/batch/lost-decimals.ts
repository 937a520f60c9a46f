import { median } from '../statistics.ts';
import { fewestWhole, mostWholeElsewhere, wholeApart } from './batch-limits.ts';
import { changedTemperatures, type TemperatureField } from './temperature-field.ts';

/** A station whose value is whole and fits ten times better where it is divided by ten. */
interface Moved {
  readonly station: string;
  /** How far it went from what was to be expected, K. */
  readonly by: number;
}

/**
 * The stations at which a decimal point was lost: -0.6 became -6. That leaves whole numbers alone, and one
 * honest value in ten is whole: so of the stations that are where a tenth of them would be expected, those
 * with a whole number have to outnumber the others by far, however small the step is. Empty where they do not.
 */
export function lostDecimals(before: TemperatureField, after: TemperatureField): Moved[] {
  const rows = changedTemperatures(before, after);
  const usual = median(rows.map(({ change }) => change));
  const fitting: (Moved & { readonly isWhole: boolean })[] = [];
  let wholeElsewhere = 0;
  for (const { station, value, old, change } of rows) {
    const by = change - usual;
    const isWhole = Number.isInteger(value);
    if (Math.abs(value / 10 - old - usual) < Math.abs(by)) fitting.push({ station, by, isWhole });
    else if (isWhole) wholeElsewhere += 1;
  }
  // Of a source that rounds, whole numbers say nothing.
  if (wholeElsewhere > (rows.length - fitting.length) * mostWholeElsewhere) return [];
  const far = fitting.filter(({ by }) => Math.abs(by) >= wholeApart);
  const whole = far.filter(({ isWhole }) => isWhole).length;
  const { stations, share, timesOthers } = fewestWhole;
  const isEnough =
    whole >= Math.max(stations, rows.length * share) && whole >= (far.length - whole) * timesOthers;
  return isEnough ? fitting.filter(({ isWhole }) => isWhole) : [];
}
