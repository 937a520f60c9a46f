import { join } from 'node:path';
import type { FeedMode } from '@nalssi/schemas';
import { Collector } from './collector.ts';
import type { SourceConfig } from './config.ts';
import type { Logger } from './log.ts';
import { DirectoryPublisher } from './publish/directory-publisher.ts';
import type { EncodedFiles } from './publish/encode.ts';
import { SqliteStore } from './store/sqlite-store.ts';
import type { Clock } from './time/clock.ts';

export interface OpenOptions {
  readonly sources: readonly SourceConfig[];
  /** Absolute path: the store is `nalssi.sqlite` in it, the feed `feed/v1/`. */
  readonly dataDirectory: string;
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onPublish?: (files: EncodedFiles) => void;
  readonly afterSequence?: number;
}

/** A collector with its store and its feed directory in the data directory. Throws StoreError. */
export function openCollector({ dataDirectory, ...options }: OpenOptions): Promise<Collector> {
  const store = new SqliteStore(join(dataDirectory, 'nalssi.sqlite'), (error) =>
    options.log.error({ err: error }, 'A stored snapshot is damaged; the one before it is used.'),
  );
  const publisher = new DirectoryPublisher(join(dataDirectory, 'feed'));
  return Collector.open({ ...options, store, publisher });
}
