import { join } from 'node:path';
import type { FeedMode } from '@nalssi/schemas';
import type { Config } from '../config/config.ts';
import { DirectoryPublisher } from '../publish/directory-publisher.ts';
import type { Publisher } from '../publish/publisher.ts';
import { noProxies } from '../sources/proxies.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';

export interface Places
  extends Pick<Config, 'dataDirectory'>,
    Partial<Pick<Config, 'publish' | 'proxies' | 'widgetDirectory'>> {
  readonly mode: FeedMode;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Those that `NALSSI_PUBLISH` names. What is replayed stays on this machine: a storage is read by others,
 * who shall never see a recording in the place of the weather.
 */
export async function publishersOf(places: Places): Promise<readonly Publisher[]> {
  const { dataDirectory, publish, mode } = places;
  const directory = new DirectoryPublisher(join(dataDirectory, 'feed'));
  if (publish === undefined || mode === 'replay') return [directory];
  const storages = publish.storages.length === 0 ? [] : await storagePublishersOf(places, publish);
  return [...(publish.isInDirectory ? [directory] : []), ...storages];
}

async function storagePublishersOf(
  { dataDirectory, proxies = noProxies, widgetDirectory = null, clock, log }: Places,
  { storages, credentials }: Config['publish'],
): Promise<readonly Publisher[]> {
  if (credentials === null) return [];
  // Nobody without a storage loads what speaks to one.
  const [{ StoragePublisher }, { ObjectStorage }, { feedSaying, loadSiteFiles }] =
    await Promise.all([
      import('../publish/storage/storage-publisher.ts'),
      import('../transport/storage/object-storage.ts'),
      import('../serve/site-files.ts'),
    ]);
  return storages.map(
    ({ address, coding }, index) =>
      new StoragePublisher({
        id: index === 0 ? 's3' : `s3-${index + 1}`,
        storage: new ObjectStorage(address, credentials, proxies),
        coding,
        sayingOf: feedSaying,
        loadSite: () => loadSiteFiles({ dataDirectory, widgetDirectory }, log),
        clock,
      }),
  );
}
