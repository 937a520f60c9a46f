import type { Instant } from '../time/clock.ts';
import type { EncodedFiles } from './encode.ts';
import type { PublishedEdition, Publisher } from './publisher.ts';

/** Hands each edition to whoever serves it from memory. */
export class MemoryPublisher implements Publisher {
  readonly id = 'memory';
  readonly name = 'The memory of the server';
  readonly action = 'Report it: this is a defect of nalssi.';
  readonly isEarly = true;
  readonly #accept: (files: EncodedFiles, at: Instant) => void;

  constructor(accept: (files: EncodedFiles, at: Instant) => void) {
    this.#accept = accept;
  }

  async publish(_edition: PublishedEdition, files: EncodedFiles, at: Instant): Promise<void> {
    this.#accept(files, at);
  }
}
