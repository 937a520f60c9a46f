import type { Publisher } from '../publish/publisher.ts';
import type { Store } from '../store/store.ts';
import type { Vouchers } from '../store/vouchers.ts';

/** What a collector has in common with others that make the same feed. */
export interface Shared {
  /** Outlives the collector. */
  readonly store: Store;
  /** Shows the feed to the others; ends with the collector. */
  readonly publisher: Publisher;
  /** What people say of answers to whichever of them leads. */
  readonly vouchers?: Vouchers;
}
