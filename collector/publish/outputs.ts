import type { HealthFile } from '@nalssi/schemas';
import type { Logger } from '../telemetry/log.ts';
import type { Clock, Instant } from '../time/clock.ts';
import type { EncodedFiles } from './encode.ts';
import { Output } from './output.ts';
import { PublishQueue } from './publish-queue.ts';
import type { PublishedEdition, Publisher } from './publisher.ts';

/** The store and the publishers, each with the memory of its own failures. */
export class Outputs {
  readonly store: Output;
  readonly #publishers: readonly {
    readonly publisher: Publisher;
    readonly output: Output;
    readonly queue: PublishQueue;
  }[];

  /** `isShared`: whether the store is one that several collectors have. */
  constructor(publishers: readonly Publisher[], clock: Clock, log: Logger, isShared = false) {
    const action = isShared
      ? 'Check that Redis runs and can be reached: without it no source is asked, and what is known is shown until it expires.'
      : 'Check that the disk has room and that the data directory can be written.';
    this.store = new Output({ id: 'store', name: 'The store', action }, clock, log);
    this.#publishers = publishers.map((publisher) => ({
      publisher,
      output: new Output(publisher, clock, log),
      queue: new PublishQueue(),
    }));
  }

  /**
   * Hands an edition to all publishers at once, or to those that are told early, or to the others.
   * One that fails does not stop the others, and one that `stop` cuts short has not failed. Resolves
   * when all but those far away have it. Never rejects.
   */
  async publish(
    which: 'all' | 'early' | 'late',
    edition: PublishedEdition,
    files: EncodedFiles,
    at: Instant,
    stop?: AbortSignal,
  ): Promise<void> {
    const chosen = this.#publishers.filter(
      ({ publisher }) => which === 'all' || (publisher.isEarly ?? false) === (which === 'early'),
    );
    await Promise.all(
      chosen.map(({ publisher, output, queue }) => {
        const publish = () =>
          output.attempt(
            'publish',
            () => publisher.publish(edition, files, at, stop),
            undefined,
            stop,
          );
        return publisher.isFar === true ? queue.add(publish) : publish();
      }),
    );
  }

  /** Resolves when those far away have what they were last handed, or have failed. */
  async settled(): Promise<void> {
    await Promise.all(this.#publishers.map(({ queue }) => queue.settled()));
  }

  /** What the sequence has to be above, as far as the places know. */
  get leastSequence(): number {
    return Math.max(0, ...this.#publishers.map(({ publisher }) => publisher.leastSequence ?? 0));
  }

  /** Ids of those that do not work. */
  get failing(): readonly string[] {
    return this.health.filter(({ state }) => state === 'failing').map(({ id }) => id);
  }

  /** What `health.json` says of them. */
  get health(): HealthFile['outputs'] {
    return [this.store, ...this.#publishers.map(({ output }) => output)].map(
      ({ health }) => health,
    );
  }
}
