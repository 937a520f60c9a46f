import type { WarningZone } from '@nalssi/schemas';
import { changeoverBetween } from '../../catalogue/learnt-tables.ts';
import { sourceErrors } from '../../sources/source-error-codes.ts';
import { type Duration, hours, type Instant, minutes } from '../../time/clock.ts';
import type { TableState } from './table-state.ts';

/** The schedule asks once a day; what missed it, as after a night switched off, is late then. */
const lateAfter: Duration = hours(25);
/** After a failure that may pass. */
const retryAfter: Duration = hours(1);
/** So many collectors do not ask in the minute of a changeover. */
const longestDelay: Duration = minutes(10);

/**
 * Whether tables are to be asked for outside their schedule at `now`: nobody tried for a day, a
 * try failed by what may pass, or a zone began or ended since the last one, so that stations stand
 * elsewhere now. `random` from 0 to 1 spreads the last. Pure.
 */
export function isDue(
  { lastTriedAt, stations, zones }: TableState,
  known: readonly WarningZone[],
  now: Instant,
  random: number,
): boolean {
  if (lastTriedAt === null) return true;
  const tried = Date.parse(lastTriedAt);
  // A time to come was written by a clock that was wrong.
  if (tried > now || now - tried >= lateAfter) return true;
  const mayPass = [stations, zones].some((error) => {
    const remedy = error === null ? null : sourceErrors[error.code].remedy;
    return remedy === 'transient' || remedy === 'slow';
  });
  if (mayPass && now - tried >= retryAfter) return true;
  const delay = random * longestDelay;
  return changeoverBetween(known, tried - delay, now - delay) !== null;
}
