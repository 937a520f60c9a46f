import { join } from 'node:path';
import type { FeedMode } from '@nalssi/schemas';
import { Catalogue } from '../catalogue/catalogue.ts';
import { loadLearntStations } from '../catalogue/learnt-stations.ts';
import type { Config } from '../config.ts';
import { DirectoryPublisher } from '../publish/directory-publisher.ts';
import type { Encode, EncodedFiles } from '../publish/encode.ts';
import { MemoryPublisher } from '../publish/memory-publisher.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { SourceId } from '../sources/source-id.ts';
import { SqliteStore } from '../store/sqlite-store.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Clock, Instant } from '../time/clock.ts';
import { type Sleep, sleep } from '../time/sleep.ts';
import { Collector } from './collector.ts';
import { takeVoucherOf } from './vouchers.ts';

export interface OpenOptions extends Pick<Config, 'sources' | 'off' | 'keys' | 'dataDirectory'> {
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sleep?: Sleep;
  readonly telemetry?: Telemetry;
  /** Gets the files of each publish, by path below `/v1/`, to serve them from memory. */
  readonly onPublish?: (files: EncodedFiles, at: Instant) => void;
  /** Where the feed goes besides; the directory `feed/` without this. */
  readonly publisher?: Publisher;
  readonly encode?: Encode;
  readonly afterSequence?: number;
}

/**
 * A collector with its store `nalssi.sqlite`, its feed `feed/v1/` and the stations learnt so far in
 * the data directory, all of which end with it. Rejects with StoreError.
 */
export async function openCollector(
  { dataDirectory, onPublish, publisher, ...options }: OpenOptions,
  signal?: AbortSignal,
): Promise<Collector> {
  const own = new AsyncDisposableStack();
  try {
    const store = own.use(
      new SqliteStore(join(dataDirectory, 'nalssi.sqlite'), (error) =>
        options.log.error(
          { code: 'damaged-state', err: error },
          'Something stored is damaged; the version before it is used.',
        ),
      ),
    );
    const publishers: readonly Publisher[] = [
      ...(onPublish === undefined ? [] : [new MemoryPublisher(onPublish)]),
      publisher ?? new DirectoryPublisher(join(dataDirectory, 'feed')),
    ];
    for (const one of publishers) own.defer(async () => one[Symbol.asyncDispose]?.());
    const catalogue = new Catalogue(loadLearntStations(dataDirectory));
    const takeVoucher = (source: SourceId) => takeVoucherOf(dataDirectory, source);
    const parts = { store, publishers, catalogue, own, takeVoucher };
    return await Collector.open({ sleep, ...options, ...parts }, signal);
  } catch (error) {
    await own.disposeAsync();
    throw error;
  }
}
