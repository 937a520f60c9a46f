import type { Telemetry } from '../telemetry/telemetry.ts';
import { type Clock, type Duration, seconds } from '../time/clock.ts';

/** A smaller difference between the two clocks is rounding. */
const smallestStep: Duration = 500;

/** What is late by more than this may have missed its time on a schedule. */
const longestBreak: Duration = seconds(45);

export interface WatchdogOptions {
  readonly clock: Clock;
  /** Between two looks. */
  readonly look: Duration;
  /** How long nothing has been published. */
  readonly silence: () => Duration;
  readonly longestSilence: Duration;
  readonly onSilence: () => void;
  /**
   * Hears that the process did not run for a while, or that the wall clock was set; `step`: how far it
   * moved more than the monotonic one.
   */
  readonly onBreak: (step: Duration) => void;
  readonly telemetry: Telemetry;
}

/**
 * Looks every ten seconds whether the feed is still being published, and calls `onSilence` once
 * when it is not: a hung promise or disk shall end in a restart, not in a frozen page. It also
 * measures steps of the wall clock. Returns how to stop it.
 */
export function startWatchdog(options: WatchdogOptions): Disposable {
  const { clock, look, silence, longestSilence, onSilence, onBreak, telemetry } = options;
  let wall = clock.now();
  let monotonic = performance.now();
  const timer = setInterval(() => {
    const passed = performance.now() - monotonic;
    const step = clock.now() - wall - passed;
    wall += step + passed;
    monotonic += passed;
    telemetry.clockStep(Math.abs(step) < smallestStep ? 0 : step);
    if (Math.abs(step) > longestBreak || passed - look > longestBreak) onBreak(step);
    if (silence() < longestSilence) return;
    clearInterval(timer);
    onSilence();
  }, look);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
