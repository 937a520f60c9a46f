import type { Duration } from './clock.ts';

/** Waits, unless `signal` ends it before. */
export type Sleep = (duration: Duration, signal: AbortSignal) => Promise<void>;

export const sleep: Sleep = (duration, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, duration);
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) wake();
    else signal.addEventListener('abort', wake, { once: true });
  });
