import type {
  ClockHealth,
  FeedMode,
  FeedStatus,
  HealthFile,
  SourceHealth,
  TableHealth,
} from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Past } from '../snapshot/past.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { WarningSnapshot } from '../snapshot/warnings.ts';
import type { Duration, Instant } from '../time/clock.ts';

/** Everything the files of one publish are made from. */
export interface Publication {
  readonly snapshot: Snapshot;
  /** Whether there is nothing to show in the whole country yet. */
  readonly isEmpty: boolean;
  readonly past: Past;
  /** Stations that are known, also where nobody measures them. */
  readonly catalogue: Pick<Catalogue, 'stations' | 'surfaceStations'>;
  readonly warnings: WarningSnapshot;
  readonly mode: FeedMode;
  readonly status: FeedStatus;
  readonly sequence: number;
  readonly changedAt: Instant;
  readonly sources: readonly SourceHealth[];
  readonly publishes: HealthFile['publishes'];
  /** Between publishes. */
  readonly interval: Duration;
  readonly outputs: HealthFile['outputs'];
  /** The clock against the upstreams'; absent in a replay. */
  readonly clock?: ClockHealth | null;
  /** Absent where nobody looks after them. */
  readonly tables?: readonly TableHealth[];
  readonly startedAt: Instant;
  readonly version: string;
  /** Where readers find the feed's folder `v1/`, with a slash at its end; `null` where nobody said. */
  readonly publicUrl: string | null;
}
