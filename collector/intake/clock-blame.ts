import type { ClockHealth } from '@nalssi/schemas';
import type { SourceErrorCode } from '../sources/source-error-codes.ts';
import { offsetText } from '../time/clock-words.ts';

/** What is found by holding a time of the upstream's against the clock here. */
const errorsOfTime: readonly string[] = ['late', 'future-stamp', 'tls'] satisfies SourceErrorCode[];

interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly action: string;
}

/**
 * An error that a clock which is off makes by itself, with the clock named as the reason; any other as
 * it is.
 */
export function blamedOnClock<Told extends ToldError | null>(
  error: Told,
  clock: Pick<ClockHealth, 'state' | 'offset' | 'action'> | null,
): Told {
  if (error === null || clock?.state !== 'off' || !errorsOfTime.includes(error.code)) return error;
  const message = `${error.message} The clock here is ${offsetText(clock)}, which is reason enough.`;
  return { ...error, message, action: clock.action ?? error.action };
}
