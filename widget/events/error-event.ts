import type { FeedError } from '../feed/feed-error.ts';

/** `nalssi-error`: the feed could not be read. The ticker tries again by itself. */
export class NalssiErrorEvent extends Event {
  /** What went wrong; `error.reason` tells the kinds apart. */
  readonly error: FeedError;

  constructor(error: FeedError) {
    super('nalssi-error', { bubbles: true, composed: true });
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    'nalssi-error': NalssiErrorEvent;
  }
}
