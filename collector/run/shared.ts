import type { Publisher } from '../publish/publisher.ts';
import type { Store } from '../store/store.ts';

/** What a collector has in common with others that make the same feed. */
export interface Shared {
  /** Outlives the collector. */
  readonly store: Store;
  /** Shows the feed to the others; ends with the collector. */
  readonly publisher: Publisher;
}
