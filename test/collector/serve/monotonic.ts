import { expect } from 'vitest';
import type { Silence } from '../../../collector/serve/silence.ts';

/** Monotonic time that passes when it is told to. */
export class Monotonic {
  #time = 0;

  readonly now = () => this.#time;

  /** The process runs, and looks every ten seconds. */
  runFor(duration: number, silence: Silence): void {
    for (const end = this.#time + duration; this.#time < end; ) {
      this.#time += 10_000;
      expect(silence.length).toBeGreaterThanOrEqual(0);
    }
  }

  /** The process stands still. */
  pauseFor(duration: number): void {
    this.#time += duration;
  }
}
