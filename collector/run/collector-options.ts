import type { FeedMode } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Config } from '../config/config.ts';
import type { TableRefresh } from '../intake/tables/table-refresh.ts';
import type { Encode } from '../publish/encode.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Store } from '../store/store.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Clock } from '../time/clock.ts';
import type { ClockCheck } from '../time/clock-check.ts';
import type { Sleep } from '../time/sleep.ts';

export interface CollectorOptions
  extends Pick<Config, 'sources' | 'off' | 'keys'>,
    Partial<Pick<Config, 'publicUrl'>> {
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly store: Store;
  /** Where the feed goes. One that fails does not stop the others. */
  readonly publishers: readonly Publisher[];
  readonly catalogue: Catalogue;
  /** Keeps the catalogue as KMA has it; `null` where nobody does. */
  readonly tables?: TableRefresh | null;
  /** Holds the clock against the upstreams'; `null` for one that is not to be that of now. */
  readonly clockCheck?: ClockCheck | null;
  readonly log: Logger;
  readonly telemetry?: Telemetry;
  readonly encode?: Encode;
  /** The first publish has a higher sequence than this. */
  readonly afterSequence?: number;
  /** Whether the process runs once, and is started again and again by somebody else. */
  readonly runsOnce?: boolean;
  /** Whether a person says that the next answer of a source is right. */
  readonly takeVoucher?: (source: SourceId) => boolean;
  /** Looks for that where it is said from elsewhere, before the source is asked. Never rejects. */
  readonly lookForVoucher?: (source: SourceId) => Promise<void> | undefined;
  /**
   * Cuts a publish under way short: what stands is whole, and who was told to end need not wait for
   * files that the next start makes anew.
   */
  readonly stop?: AbortSignal;
  /** Parts that end with the collector; all others outlive it. */
  readonly own?: AsyncDisposable;
}
