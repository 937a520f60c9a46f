import type { Duration } from '../time/clock.ts';

/** Something that is still being made while the server listens: whoever asks for it waits a little. */
export class Late {
  readonly #come = Promise.withResolvers<void>();
  #isThere = false;

  get isThere(): boolean {
    return this.#isThere;
  }

  /** Resolves when it is there. */
  get arrival(): Promise<void> {
    return this.#come.promise;
  }

  /** It is there from now on. */
  come(): void {
    this.#isThere = true;
    this.#come.resolve();
  }

  /** Resolves when it is there, or after `patience` without it. */
  async within(patience: Duration): Promise<void> {
    const { promise: patienceEnds, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patience);
    await Promise.race([this.arrival, patienceEnds]);
    clearTimeout(timer);
  }
}
