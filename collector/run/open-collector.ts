import { join } from 'node:path';
import type { FeedMode } from '@nalssi/schemas';
import { Catalogue } from '../catalogue/catalogue.ts';
import { catalogueAt, loadLearntTables } from '../catalogue/learnt-tables.ts';
import type { Config } from '../config/config.ts';
import { TableRefresh, type TableRefreshOptions } from '../intake/tables/table-refresh.ts';
import type { Encode } from '../publish/encode.ts';
import { type Accept, MemoryPublisher } from '../publish/memory-publisher.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { SourceId } from '../sources/source-id.ts';
import { SqliteStore, storeFile } from '../store/sqlite-store.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Clock } from '../time/clock.ts';
import { ClockCheck } from '../time/clock-check.ts';
import { type Sleep, sleep } from '../time/sleep.ts';
import { refuseForeignStore, takeUpBackup } from './backup-mark.ts';
import { Collector } from './collector.ts';
import { Parts } from './parts.ts';
import { publishersOf } from './publishers.ts';
import type { Shared } from './shared.ts';
import { takeVoucherOf } from './vouchers.ts';

export interface OpenOptions
  extends Pick<Config, 'sources' | 'off' | 'keys' | 'dataDirectory'>,
    Partial<Pick<Config, 'publicUrl' | 'publish' | 'proxies' | 'widgetDirectory'>> {
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sleep?: Sleep;
  readonly telemetry?: Telemetry;
  /** Gets the files of each publish, by path below `/v1/`, to serve them from memory. */
  readonly onPublish?: Accept;
  /** Where the feed goes besides; the places of `publish`, or the directory `feed/`, without this. */
  readonly publisher?: Publisher;
  readonly encode?: Encode;
  readonly afterSequence?: number;
  readonly runsOnce?: boolean;
  readonly stop?: AbortSignal;
  /** What others have too; a store in the data directory without this. */
  readonly shared?: Shared;
  /** Where tables are asked for; without it they are used as they are, and health has none. */
  readonly everySource?: Config['everySource'];
  readonly refreshesTables?: boolean;
  /** Whether tables may be asked for as soon as it is open: a process that ends soon has no later. */
  readonly looksForTablesAtOnce?: boolean;
}

/**
 * A collector with its store `nalssi.sqlite`, its feed `feed/v1/` and the stations learnt so far in
 * the data directory, all of which end with it. Rejects with StoreError.
 */
export async function openCollector(
  options: OpenOptions,
  signal?: AbortSignal,
): Promise<Collector> {
  const { dataDirectory, mode, clock, shared } = options;
  const own = new Parts();
  try {
    const store = shared?.store ?? (await openOwnStore(dataDirectory, own, options));
    const publishers = await allPublishersOf(options);
    for (const one of publishers) own.defer(async () => one[Symbol.asyncDispose]?.());
    const learnt = loadLearntTables(dataDirectory);
    const catalogue = new Catalogue(catalogueAt(learnt, clock.now()));
    // The clock of a replay stands in another year.
    const clockCheck = mode === 'live' ? new ClockCheck(clock) : null;
    const parts = {
      store,
      publishers,
      catalogue,
      tables: tableRefreshOf(options, { tables: learnt, catalogue, clockCheck }),
      own,
      takeVoucher: (source: SourceId) =>
        takeVoucherOf(dataDirectory, source) || shared?.vouchers?.take(source) === true,
      lookForVoucher: (source: SourceId) => shared?.vouchers?.look(source),
      clockCheck,
    };
    return await Collector.open({ sleep, ...options, ...parts }, signal);
  } catch (error) {
    await own.disposeAsync();
    throw error;
  }
}

/** All who are handed an edition, the memory of this process first. */
async function allPublishersOf(options: OpenOptions): Promise<readonly Publisher[]> {
  const { onPublish, shared, publisher } = options;
  return [
    ...(onPublish === undefined ? [] : [new MemoryPublisher(onPublish)]),
    ...(shared === undefined ? [] : [shared.publisher]),
    ...(publisher === undefined ? await publishersOf(options) : [publisher]),
  ];
}

/** `null` where tables are used as they are. */
function tableRefreshOf(
  options: OpenOptions,
  parts: Pick<TableRefreshOptions, 'tables' | 'catalogue' | 'clockCheck'>,
): TableRefresh | null {
  const { everySource, refreshesTables, looksForTablesAtOnce, mode } = options;
  if (everySource === undefined) return null;
  return new TableRefresh({
    sleep,
    ...options,
    ...parts,
    everySource,
    ...(looksForTablesAtOnce === true && { firstLookAfter: 0 }),
    isOff: refreshesTables !== true || mode !== 'live',
  });
}

/** The store of one machine, which ends with `own`. Throws StoreError. */
async function openOwnStore(
  dataDirectory: string,
  own: Parts,
  { log, clock }: Pick<OpenOptions, 'log' | 'clock'>,
): Promise<SqliteStore> {
  refuseForeignStore(dataDirectory);
  const store = own.use(
    new SqliteStore(join(dataDirectory, storeFile), (error) =>
      log.error(
        { code: 'damaged-state', err: error },
        'Something stored is damaged; the version before it is used.',
      ),
    ),
  );
  await takeUpBackup(dataDirectory, store, clock.now(), log);
  return store;
}
