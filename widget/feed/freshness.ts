import type { Observation, Timed } from './ticker-snapshot.ts';

/** The value while it lives: it dies at its own time, whether or not the collector says so. */
export function living<Value>(timed: Timed<Value> | null, now: number): Timed<Value> | null {
  return timed !== null && now < timed.expiresAt ? timed : null;
}

/** When the next value of these dies, in milliseconds since the epoch; `null` when none is left. */
export function nextExpiry(observations: readonly Observation[], now: number): number | null {
  const next = Math.min(
    ...observations
      .flatMap(({ condition, temperature }) => [living(condition, now), living(temperature, now)])
      .map((timed) => timed?.expiresAt ?? Number.POSITIVE_INFINITY),
  );
  return Number.isFinite(next) ? next : null;
}
