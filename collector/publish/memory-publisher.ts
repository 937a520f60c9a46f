import type { Instant } from '../time/clock.ts';
import type { EncodedFiles } from './encode.ts';
import type { PublishedEdition, Publisher } from './publisher.ts';

/** `isPartial`: whether files that are not among these follow. */
export type Accept = (files: EncodedFiles, at: Instant, isPartial: boolean) => void;

/** Hands each edition to whoever serves it from memory. */
export class MemoryPublisher implements Publisher {
  readonly id = 'memory';
  readonly name = 'The memory of the server';
  readonly action = 'Report it: this is a defect of nalssi.';
  readonly isEarly = true;
  readonly #accept: Accept;

  constructor(accept: Accept) {
    this.#accept = accept;
  }

  async publish(
    { isPartial = false }: PublishedEdition,
    files: EncodedFiles,
    at: Instant,
  ): Promise<void> {
    this.#accept(files, at, isPartial);
  }
}
