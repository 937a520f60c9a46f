import { ConfigError } from '../config/config-error.ts';
import { longestSilence } from '../serve/silence.ts';
import { DirectoryLock } from '../store/directory-lock.ts';
import { seconds, systemClock } from '../time/clock.ts';
import { startHangGuard } from './hang-guard.ts';
import { Parts } from './parts.ts';
import { publishCron } from './schedule.ts';
import { ServiceHost } from './service-host.ts';
import type { Programme, Rhythm, ServiceOptions, Stage } from './service-options.ts';

const usualRhythm: Rhythm = { publishCron, look: seconds(10), longestSilence };

/**
 * The collector as a service: it locks its data directory, opens its store, listens, shows what the
 * store holds before anything else, then asks the sources on their schedules, publishes and watches
 * over itself, until `signal` ends it. What was begun is taken back in turn then, as when something
 * fails. Throws ConfigError, StoreError, CatalogueError and PortError.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  const { config, signal, prelude, onLive, rhythm = usualRhythm } = options;
  refuseOtherUses(options);
  await using parts = new Parts();
  parts.defer(startHangGuard());
  parts.use(await DirectoryLock.take(config.dataDirectory, systemClock.now(), signal));
  const host = new ServiceHost(options, rhythm, parts);
  const live: Programme = { ...config, mode: 'live', clock: systemClock };
  if (config.redis !== null) {
    const { runShared } = await import('./shared-service.ts');
    await runShared({ host, live, address: config.redis, rhythm, options });
    return;
  }
  const first = parts.use(new Parts());
  const collector = first.use(await host.open(live, signal));
  const port = await host.listen();
  const shown = host.showStored(collector);
  host.watch();
  await Promise.race([shown, host.feed.firstPublish]);
  const address = await host.introduce(port);
  await shown;

  if (prelude === undefined) {
    onLive?.(address);
    await host.play(collector, live, signal);
    return;
  }
  await first.disposeAsync();
  await prelude(stageOf(host, address, signal), signal);
  if (signal.aborted) return;
  await using player = await host.open(live, signal);
  onLive?.(address);
  await host.showStored(player);
  await host.play(player, live, signal);
}

/** Throws ConfigError where the state is kept in a place that is for other commands. */
function refuseOtherUses({ config, prelude }: ServiceOptions): void {
  if (config.isStateInStorage) {
    throw new ConfigError(
      'NALSSI_STORE=publish is for nalssi collect, which ends after each run: a service keeps its state on its own disk. Unset it.',
    );
  }
  if (config.redis !== null && prelude !== undefined) {
    throw new ConfigError(
      'NALSSI_STORE names a Redis, which is for nalssi serve: what is replayed here is nothing for others. Unset it.',
    );
  }
}

/** What a prelude plays on, until `signal` ends the service. */
function stageOf(host: ServiceHost, address: string, signal: AbortSignal): Stage {
  return {
    address,
    async play(programme, until, before) {
      const end = AbortSignal.any([until, signal]);
      await using player = await host.open(programme, end);
      await host.showStored(player);
      await before?.(player, end);
      await host.play(player, programme, end);
    },
  };
}
