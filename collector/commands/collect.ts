import type { Config } from '../config.ts';
import { openCollector } from '../run/open-collector.ts';
import { keepScripts } from '../serve/kept-scripts.ts';
import { findWidget } from '../serve/widget.ts';
import { DirectoryLock } from '../store/directory-lock.ts';
import type { Logger } from '../telemetry/log.ts';
import { systemClock } from '../time/clock.ts';
import type { Command } from './command.ts';

export const collect: Command = {
  name: 'collect',
  summary: 'runs once: asks every source, publishes to the data directory, and ends',
  details: `It is refused where nalssi serve, npm start or another collect has the data directory.
The feed is in feed/v1/ of NALSSI_DATA_DIR then, and the scripts of the ticker in widget/, for any
web server. The exit code is 1 when no source gave anything usable, or when the feed could not be
written.`,
  run: ({ config, log, signal }) => collectOnce(config(), log(), signal),
};

/** Returns 0 when a source gave something usable and all of it is on disk, else 1. Throws StoreError and CatalogueError. */
async function collectOnce(config: Config, log: Logger, signal: AbortSignal): Promise<number> {
  using _ = await DirectoryLock.take(config.dataDirectory, systemClock.now(), signal);
  await using collector = await openCollector({
    ...config,
    mode: 'live',
    clock: systemClock,
    log,
  });
  const widget = findWidget(config.widgetDirectory);
  if (widget !== null) await keepScripts(config.dataDirectory, widget, log);
  const { usable, report } = await collector.runAll(signal);
  signal.throwIfAborted();
  if (report === null) return 1;
  const { sequence, status, summary, failing } = report;
  if (failing.length > 0) {
    log.error(
      { code: 'not-published', failing },
      'Not all of it is on the disk, and nothing goes on from memory here: it is lost.',
    );
    return 1;
  }
  log.info({ sequence, status, ...summary, directory: config.dataDirectory }, 'Published.');
  if (usable > 0) return 0;
  log.error(
    { code: 'nothing-usable' },
    'No source gave anything usable: the feed says so and holds only older values.',
  );
  return 1;
}
