import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { FeedService } from '../serve/feed-service.ts';
import { DirectoryFeed } from '../serve/published/directory-feed.ts';
import { FeedFollower } from '../serve/published/feed-follower.ts';
import type { PublishedFeed } from '../serve/published/published-feed.ts';
import type { Resources } from '../serve/resource.ts';
import { longestSilence, Silence } from '../serve/silence.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Duration, seconds, systemClock } from '../time/clock.ts';
import { version } from '../version.ts';
import { hung, startHangGuard } from './hang-guard.ts';
import { Parts } from './parts.ts';
import { systemdNotices } from './systemd.ts';
import { startWatchdog } from './watchdog.ts';

/** How long answers under way may take when the service stops. */
const lastAnswers: Duration = seconds(1);

/** Between two looks of the watchdog. */
const watchdogLook: Duration = seconds(10);

export interface ReadOnlyOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Ends the service. */
  readonly signal: AbortSignal;
  readonly assets: () => Promise<Resources>;
}

/**
 * Serves what another process publishes, from memory, until `signal` ends it: it asks no source, writes
 * nothing and locks nothing, so any number may run. Throws ConfigError and PortError.
 */
export async function runReadOnly({ config, log, signal, assets }: ReadOnlyOptions): Promise<void> {
  await using parts = new Parts();
  parts.defer(startHangGuard());
  const systemd = systemdNotices(process.env, log);
  const published = await publishedFeedOf(config);
  parts.defer(async () => published[Symbol.asyncDispose]?.());
  const silence = new Silence(watchdogLook);
  const feed = new FeedService(log, config.metrics, silence, longestSilence);
  feed.foundAt(config.publicUrl);
  const port = await feed.listen(config.host, config.port);
  parts.defer(() => feed.close(lastAnswers));
  const follower = new FeedFollower({
    feed: published,
    clock: systemClock,
    log,
    telemetry: feed.metrics,
    onEdition: (files, at) => feed.accept(files, at),
    onLook: () => silence.break(),
  });
  feed.tellBeside(() => follower.says);
  parts.use(watch(feed, silence, log));
  log.info(
    { code: 'start' },
    `nalssi ${version} on Node ${process.versions.node}, read-only: serves what is published to ${published.name}.`,
  );
  const following = follower.follow(signal);
  await feed.metrics.load();
  feed.metrics.leads(false);
  feed.show(await assets());
  log.info({ host: config.host, port, feed: '/v1/index.json' }, 'Serving.');
  systemd.ready();
  await following;
  log.info('Stopping.');
  systemd.stopping();
}

/** Ends the process when nothing is looked at any more. */
function watch({ metrics }: FeedService, silence: Silence, log: Logger): Disposable {
  return startWatchdog({
    clock: systemClock,
    look: watchdogLook,
    silence: () => silence.length,
    longestSilence,
    telemetry: metrics,
    onBreak: () => undefined,
    onSilence() {
      log.fatal(
        { code: 'watchdog', after: longestSilence },
        'Nothing was looked at for too long: the process ends, to be started again.',
      );
      process.exit(hung);
    },
  });
}

/** The Redis of `NALSSI_STORE`, else the first place of `NALSSI_PUBLISH`. Throws ConfigError. */
async function publishedFeedOf({
  redis,
  publish: { isInDirectory, storages, credentials },
  dataDirectory,
  proxies,
}: Config): Promise<PublishedFeed> {
  if (redis !== null) {
    const { RedisFeed } = await import('../serve/published/redis-feed.ts');
    return RedisFeed.open(redis);
  }
  if (isInDirectory) return new DirectoryFeed(join(dataDirectory, 'feed'));
  const [target] = storages;
  if (target === undefined || credentials === null) {
    throw new ConfigError('NALSSI_PUBLISH names no place to read a feed from.');
  }
  const [{ StorageFeed }, { ObjectStorage }] = await Promise.all([
    import('../serve/published/storage-feed.ts'),
    import('../transport/storage/object-storage.ts'),
  ]);
  return new StorageFeed(new ObjectStorage(target.address, credentials, proxies));
}
