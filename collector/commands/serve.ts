import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { openCollector } from '../open-collector.ts';
import { Schedules } from '../schedule.ts';
import { loadAssets } from '../serve/assets.ts';
import { FeedContent } from '../serve/feed-content.ts';
import { FeedServer } from '../serve/server.ts';
import { widgetMounts } from '../serve/widget-mounts.ts';
import { systemClock } from '../time/clock.ts';
import { version } from '../version.ts';

/** In the repository and in the container the built widget lies beside the collector. */
const besideTheCollector = fileURLToPath(new URL('../../widget/dist', import.meta.url));

/** `nalssi serve`: cron, feed and HTTP server, until `signal` ends it. Returns the exit code. */
export async function serve(config: Config, log: Logger, signal: AbortSignal): Promise<number> {
  const widgetDirectory = resolve(process.env['NALSSI_WIDGET_DIR'] || besideTheCollector);
  const content = new FeedContent();
  const server = new FeedServer({
    content,
    assets: await loadAssets(
      existsSync(widgetDirectory) ? widgetMounts(widgetDirectory, version) : [],
    ),
    onError: (error) => log.error({ err: error }, 'A request failed.'),
  });
  const port = await server.listen(config.host, config.port);
  log.info({ host: config.host, port, feed: '/v1/index.json' }, 'Serving.');
  const collector = await openCollector({
    ...config,
    mode: 'live',
    clock: systemClock,
    log,
    onPublish: (files) => content.replace(files, systemClock.now()),
  });
  // Values of an earlier run are better than a wait; without any, the first answer is.
  if (collector.hasValues) await collector.publish();
  await collector.runAll();
  const schedules = new Schedules(collector, config.sources, log);
  if (!signal.aborted) {
    await new Promise((stopped) => signal.addEventListener('abort', stopped, { once: true }));
  }
  log.info('Stopping.');
  await schedules.stop();
  await collector.close();
  await server.close();
  log.info('Stopped.');
  return 0;
}
