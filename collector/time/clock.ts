/** Milliseconds since the Unix epoch. */
export type Instant = number;

/** Milliseconds: a length of time. */
export type Duration = number;

export const seconds = (count: number): Duration => count * 1_000;
export const minutes = (count: number): Duration => count * 60_000;
export const hours = (count: number): Duration => count * 3_600_000;

/** The only way to learn what time it is. Everything that decides takes `now` instead. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that starts at `start` and runs on from there. It serves the replay of a recording, whose
 * ages and expiry shall behave as on the day. It counts monotonic time, so a step of the machine's
 * clock does not move it.
 */
export function clockStartingAt(start: Instant): Clock {
  const origin = performance.now();
  return { now: () => start + (performance.now() - origin) };
}
