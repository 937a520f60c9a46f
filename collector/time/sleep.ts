import { setTimeout } from 'node:timers/promises';
import type { Duration } from './clock.ts';

/** Waits, unless `signal` ends it before; resolves in both cases. */
export type Sleep = (duration: Duration, signal: AbortSignal) => Promise<void>;

export const sleep: Sleep = async (duration, signal) => {
  try {
    await setTimeout(duration, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
