import type { ClockHealth } from '@nalssi/schemas';
import { type Duration, minutes, seconds } from './clock.ts';

/** `6 h 2 min`. */
export function lengthOf(duration: Duration): string {
  const total = Math.round(duration / minutes(1));
  const [days, hours, rest] = [Math.floor(total / 1_440), Math.floor(total / 60) % 24, total % 60];
  return [
    ...(days > 0 ? [`${days} d`] : []),
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(rest > 0 || total === 0 ? [`${rest} min`] : []),
  ].join(' ');
}

/** `20 min ahead of the upstreams'`, of a clock whose offset is known. */
export function offsetText({ offset }: Pick<ClockHealth, 'offset'>): string {
  const length = lengthOf(seconds(Math.abs(offset ?? 0)));
  return `${length} ${(offset ?? 0) > 0 ? 'ahead of' : 'behind'} the upstreams'`;
}

/**
 * What a line of the log adds whose subject goes by the clock here: a field, in seconds, `null` while
 * nobody knows, and a sentence where the clock is off.
 */
export function besideClock(clock: Pick<ClockHealth, 'state' | 'offset'> | null): {
  readonly facts: { readonly clockOffset: number | null };
  readonly sentence: string;
} {
  const isOff = clock?.state === 'off';
  return {
    facts: { clockOffset: clock?.offset ?? null },
    sentence: isOff ? ` The clock of this machine is ${offsetText(clock)}.` : '',
  };
}
