import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { hung, startHangGuard } from '../run/hang-guard.ts';
import { openCollector } from '../run/open-collector.ts';
import { Schedules } from '../run/schedule.ts';
import { systemdNotices } from '../run/systemd.ts';
import { startWatchdog } from '../run/watchdog.ts';
import { type AssetMount, loadAssets, operatorsMount, widgetMounts } from '../serve/assets.ts';
import { FeedService } from '../serve/feed-service.ts';
import type { Logger } from '../telemetry/log.ts';
import { systemClock } from '../time/clock.ts';
import { version } from '../version.ts';

/** In the repository and in the container the built widget lies beside the collector. */
const widgetBeside = fileURLToPath(new URL('../../widget/dist', import.meta.url));

/**
 * `nalssi serve`: cron, feed, metrics and HTTP server, until `signal` ends it. Returns the exit code.
 * Throws PortError and StoreError.
 */
export async function serve(config: Config, log: Logger, signal: AbortSignal): Promise<number> {
  const stopHangGuard = startHangGuard();
  const systemd = systemdNotices(process.env, log);
  const service = new FeedService(await loadAssets(mounts()), log, config.metrics);
  const port = await service.listen(config.host, config.port);
  log.info({ host: config.host, port, feed: '/v1/index.json' }, 'Serving.');
  const collector = await openCollector({
    ...config,
    mode: 'live',
    clock: systemClock,
    log,
    telemetry: service.metrics,
    onPublish: service.accept,
  });
  systemd.ready();
  const stopWatchdog = startWatchdog({
    clock: systemClock,
    lastPublishAt: service.lastPublishAt,
    telemetry: service.metrics,
    onSilence() {
      log.fatal(
        { code: 'watchdog' },
        'Nothing was published for three minutes: the process ends, to be started again.',
      );
      process.exit(hung);
    },
  });
  // Values of an earlier run are better than a wait; without any, the first answer is.
  if (collector.hasValues) await collector.publish();
  await collector.runAll(signal);
  const schedules = new Schedules(collector, config.sources, log, service.metrics);
  if (!signal.aborted) {
    await new Promise((stopped) => signal.addEventListener('abort', stopped, { once: true }));
  }
  log.info('Stopping.');
  systemd.stopping();
  stopWatchdog();
  await schedules.stop();
  await collector[Symbol.asyncDispose]();
  await service.close();
  stopHangGuard();
  log.info('Stopped.');
  return 0;
}

function mounts(): AssetMount[] {
  const widgetDirectory = resolve(process.env['NALSSI_WIDGET_DIR'] || widgetBeside);
  if (!existsSync(widgetDirectory)) return [];
  return [...widgetMounts(widgetDirectory, version), operatorsMount(widgetDirectory)];
}
