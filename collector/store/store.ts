import type { Element, FeedMode } from '@nalssi/schemas';
import type { Judgement } from '../quality/judgement.ts';
import type { SourceHoldings } from '../snapshot/holdings.ts';
import type { PastTemperature } from '../snapshot/temperature-change.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { WarningBatch } from '../sources/warning.ts';
import { type Duration, hours, type Instant } from '../time/clock.ts';
import type { Ledger } from '../transport/ledger.ts';

/** How long history is kept. */
export const historyRetention: Duration = hours(48);

/** What must survive a restart: the state behind the last published snapshot. */
export interface StoredState {
  readonly sequence: number;
  readonly mode: FeedMode;
  /** When the observations last differed. */
  readonly changedAt: Instant;
  /** Hash of the observations, by which the next publish knows whether they differ. */
  readonly contentHash: string;
  readonly holdings: Readonly<Partial<Record<SourceId, SourceHoldings>>>;
  /** What each source has cost, and until when it wants to be left alone. */
  readonly ledgers: Readonly<Partial<Record<SourceId, Ledger>>>;
  /** The last list of warnings. */
  readonly warnings: WarningBatch | null;
}

/** One value of the history of a station; of each hour the one observed first. */
export interface HistoryEntry extends Judgement {
  readonly station: string;
  readonly element: Element;
  readonly observedAt: Instant;
  readonly source: SourceId;
}

/** Keeps the last snapshots and the history. Every call throws StoreError when it fails. */
export interface Store {
  /** The newest stored state that is whole, or `null`. */
  load(): StoredState | null;
  /** Stores a state and the history of its values, and forgets history older than `retention`. */
  save(state: StoredState, entries: readonly HistoryEntry[], now: Instant): void;
  /** A station's values, oldest first. */
  history(station: string, since: Instant): HistoryEntry[];
  /** The temperatures of all stations in the hour that begins at `hour`, without those that failed. */
  temperatures(hour: Instant): PastTemperature[];
  close(): void;
}

export class StoreError extends Error {
  override readonly name = 'StoreError';
}
