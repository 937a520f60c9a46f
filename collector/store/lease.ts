import { StoreError } from './store-error.ts';

/**
 * Which of several collectors asks upstreams and publishes: one at a time, each under an epoch of its own.
 * A process that stood still does not know how long: so what is written is refused where it gets to when
 * another epoch has begun, and what only goes by the clock of this process asks `isHeld` first.
 */
export interface Lease {
  /** Ours for certain: nobody else can get it before it runs out. By the monotonic clock. */
  readonly isHeld: boolean;
  /** Aborts when it runs out and when it is lost. What spends upstreams' quota ends with it. */
  readonly whileHeld: AbortSignal;
  /**
   * Rejects with SupersededError where another collector has it. Resolves with whether it is ours for
   * certain; `false` while nobody can be asked.
   */
  confirm(): Promise<boolean>;
  /** A number above `after` that no other collector gives out, also while nobody can be asked. */
  numberAfter(after: number): number;
}

/** Another collector has taken over. */
export class SupersededError extends StoreError {
  constructor() {
    super('Another collector has taken over: this one stands by.');
  }
}
