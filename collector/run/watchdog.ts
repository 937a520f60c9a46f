import { isAlive } from '../serve/probes.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type Clock, type Duration, type Instant, seconds } from '../time/clock.ts';

const interval: Duration = seconds(10);

/** A smaller difference between the two clocks is rounding. */
const smallestStep: Duration = 500;

/**
 * Looks every ten seconds whether the feed is still being published, and calls `onSilence` once when
 * it is not: a hung promise or disk shall end in a restart, not in a frozen page. It also measures
 * steps of the wall clock. Returns how to stop it.
 */
export function startWatchdog(options: {
  readonly clock: Clock;
  readonly lastPublishAt: () => Instant | null;
  readonly onSilence: () => void;
  readonly telemetry: Telemetry;
}): () => void {
  const { clock, lastPublishAt, onSilence, telemetry } = options;
  let wall = clock.now();
  let monotonic = performance.now();
  const timer = setInterval(() => {
    const step = clock.now() - wall - (performance.now() - monotonic);
    wall = clock.now();
    monotonic = performance.now();
    telemetry.clockStep(Math.abs(step) < smallestStep ? 0 : step);
    if (isAlive({ lastPublishAt, now: clock.now })) return;
    clearInterval(timer);
    onSilence();
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
