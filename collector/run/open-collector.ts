import { join } from 'node:path';
import type { FeedMode } from '@nalssi/schemas';
import { Catalogue } from '../catalogue/catalogue.ts';
import { loadLearntStations } from '../catalogue/learnt-stations.ts';
import type { Config } from '../config.ts';
import { DirectoryPublisher } from '../publish/directory-publisher.ts';
import type { EncodedFiles } from '../publish/encode.ts';
import { SqliteStore } from '../store/sqlite-store.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Clock, Instant } from '../time/clock.ts';
import { type Sleep, sleep } from '../time/sleep.ts';
import { Collector } from './collector.ts';

export interface OpenOptions extends Pick<Config, 'sources' | 'off' | 'keys' | 'dataDirectory'> {
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sleep?: Sleep;
  readonly telemetry?: Telemetry;
  readonly onPublish?: (files: EncodedFiles, at: Instant) => void;
  readonly afterSequence?: number;
}

/**
 * A collector with its store `nalssi.sqlite`, its feed `feed/v1/` and the stations learnt so far in
 * the data directory. Throws StoreError.
 */
export function openCollector({ dataDirectory, ...options }: OpenOptions): Promise<Collector> {
  const store = new SqliteStore(join(dataDirectory, 'nalssi.sqlite'), (error) =>
    options.log.error(
      { code: 'damaged-snapshot', err: error },
      'A stored snapshot is damaged; the one before it is used.',
    ),
  );
  const publisher = new DirectoryPublisher(join(dataDirectory, 'feed'));
  const catalogue = new Catalogue(loadLearntStations(dataDirectory));
  return Collector.open({ sleep, ...options, store, publisher, catalogue });
}
