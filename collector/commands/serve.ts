import type { Config } from '../config/config.ts';
import { runService } from '../run/service.ts';
import { loadAssets } from '../serve/assets.ts';
import { keepScripts, keptMounts } from '../serve/kept-scripts.ts';
import type { Resources } from '../serve/resource.ts';
import { siteMounts } from '../serve/site-files.ts';
import { findWidget } from '../serve/widget.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Command } from './command.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'runs on a schedule and serves the feed over HTTP, until stopped',
  details: `It serves the feed at /v1/, the scripts of the ticker at /w/, the page for operators at /ops/, probes at
/livez and /readyz, and metrics at /metrics. It ends with 1 when its store or its port cannot be
had or another process has its data directory, and with 70 when it hung, to be started again.

With a Redis in NALSSI_STORE several of them make one feed: one asks and publishes, the others show what
that one publishes and take its place when it is gone.

With --read-only it asks no source and writes nothing: it serves what another process publishes to the Redis
of NALSSI_STORE, else to the first place of NALSSI_PUBLISH, the feed directory or a storage, and follows it.
Any number of them may run.`,
  options: {
    'read-only': { type: 'boolean', does: 'serve what another process publishes' },
  },
  async run({ config, options, log, signal }) {
    const settings = config();
    if (options['read-only'] === true) {
      const { runReadOnly } = await import('../run/read-only-service.ts');
      const assets = async () => loadAssets(await siteMounts(settings, log()));
      await runReadOnly({ config: settings, log: log(), signal, assets });
      log().info('Stopped.');
      return 0;
    }
    await runService({
      config: settings,
      log: log(),
      signal,
      assets: () => assetsOf(settings, log()),
    });
    log().info('Stopped.');
    return 0;
  },
};

/** Scripts of the ticker, those of earlier versions, and the page for operators. */
async function assetsOf(config: Config, log: Logger): Promise<Resources> {
  const widget = findWidget(config.widgetDirectory);
  if (widget === null) {
    log.warn(
      { code: 'no-widget' },
      'The ticker is not installed or not built: there is nothing at /ops/, and at /w/ what was there before. Install @nalssi/widget, or set NALSSI_WIDGET_DIR.',
    );
    return loadAssets(await keptMounts(config.dataDirectory, log));
  }
  return loadAssets(await keepScripts(config.dataDirectory, widget, log));
}
