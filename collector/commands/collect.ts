import type { Config } from '../config.ts';
import { openCollector } from '../run/open-collector.ts';
import type { Logger } from '../telemetry/log.ts';
import { systemClock } from '../time/clock.ts';

/** `nalssi collect`: one run. Returns the exit code: 0 when a source gave something usable. */
export async function collect(config: Config, log: Logger, signal: AbortSignal): Promise<number> {
  await using collector = await openCollector({
    ...config,
    mode: 'live',
    clock: systemClock,
    log,
  });
  const { usable, report } = await collector.runAll(signal);
  if (report === null) return 1;
  const { sequence, status, summary } = report;
  log.info({ sequence, status, ...summary, directory: config.dataDirectory }, 'Published.');
  if (usable > 0) return 0;
  log.error(
    { code: 'nothing-usable' },
    'No source gave anything usable: the feed says so and holds only older values.',
  );
  return 1;
}
