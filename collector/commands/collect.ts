import type { Config } from '../config/config.ts';
import type { Collector } from '../run/collector.ts';
import { openCollector } from '../run/open-collector.ts';
import type { PublishReport } from '../run/publishing.ts';
import type { Shared } from '../run/shared.ts';
import { keepScripts } from '../serve/kept-scripts.ts';
import { findWidget } from '../serve/widget.ts';
import { DirectoryLock } from '../store/directory-lock.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Duration, seconds, systemClock } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import type { Command } from './command.ts';

export const collect: Command = {
  name: 'collect',
  summary: 'runs once: asks every source, publishes what they said, and ends',
  details: `It is refused where nalssi serve, npm start or another collect has the data directory, and, with a
Redis in NALSSI_STORE, while another collector has the lease there.
The feed is in feed/v1/ of NALSSI_DATA_DIR then, and the scripts of the ticker in widget/, for any
web server; or all of it in the storage that NALSSI_PUBLISH names. The exit code is 1 when no source
gave anything usable, when the feed could not be written, or, with NALSSI_STORE=publish, when the state
could not be read or put back. Stations and zones that are a day old are asked for anew afterwards,
as nalssi serve does.`,
  run: ({ config, log, signal }) => collectOnce(config(), log(), signal),
};

/**
 * Returns 0 when a source gave something usable and all of it got where it shall be, else 1. Throws
 * StoreError and CatalogueError.
 */
async function collectOnce(config: Config, log: Logger, signal: AbortSignal): Promise<number> {
  using _ = await DirectoryLock.take(config.dataDirectory, systemClock.now(), signal);
  if (config.redis !== null) {
    const { openShared } = await import('../run/shared-collect.ts');
    await using shared = await openShared(config.redis, log, signal);
    return tell(await runOnce(config, log, signal, shared), config, log);
  }
  if (!config.isStateInStorage) return tell(await runOnce(config, log, signal), config, log);
  const { carriedStateOf } = await import('../run/carried-state-of.ts');
  await using carried = carriedStateOf(config);
  if (!(await carried.state.take(signal))) {
    log.info(
      { code: 'no-state' },
      'The storage holds no state yet: the run begins with what the data directory has.',
    );
  }
  const outcome = await runOnce(config, log, signal);
  const isPublished = outcome.report !== null && outcome.report.failing.length === 0;
  if (isPublished) await carried.state.giveBack(signal);
  return tell(outcome, config, log);
}

interface Outcome {
  /** How many sources gave something. */
  readonly usable: number;
  /** `null` where nothing was published. */
  readonly report: PublishReport | null;
}

async function runOnce(
  config: Config,
  log: Logger,
  signal: AbortSignal,
  shared?: Shared,
): Promise<Outcome> {
  await using collector = await openCollector({
    ...config,
    mode: 'live',
    clock: systemClock,
    runsOnce: true,
    log,
    looksForTablesAtOnce: true,
    ...(shared !== undefined && { shared }),
  });
  const widget = findWidget(config.widgetDirectory);
  if (widget !== null) await keepScripts(config.dataDirectory, widget, log);
  const { usable, report: first } = await collector.runAll(signal);
  const second = (await askForTime(collector, signal)) ?? first;
  signal.throwIfAborted();
  // The weather comes first; where none could be had nothing else will.
  const isTableTime = usable > 0 && collector.areTablesDue;
  const report = isTableTime ? await collector.refreshTables(signal) : second;
  signal.throwIfAborted();
  return { usable, report };
}

/** Says in the log what came of a run. Returns the exit code. */
function tell({ usable, report }: Outcome, config: Config, log: Logger): number {
  if (report === null) return 1;
  const { sequence, status, summary, failing } = report;
  if (failing.length > 0) {
    log.error(
      { code: 'not-published', failing },
      'Not all of it got where it shall be, and nothing goes on from memory here: it is lost.',
    );
    return 1;
  }
  const { dataDirectory: directory, publish } = config;
  const place = publish.isInDirectory ? { directory } : {};
  log.info({ sequence, status, ...summary, ...place }, 'Published.');
  if (usable > 0) return 0;
  log.error(
    { code: 'nothing-usable' },
    'No source gave anything usable: the feed says so and holds only older values.',
  );
  return 1;
}

/** Two answers nearer to each other do not count as two. */
const betweenAnswers: Duration = seconds(15);

/**
 * Asks once more where one answer alone says that the clock is off: each run begins anew, and none
 * would ever hear a second. Returns what was published then.
 */
async function askForTime(
  collector: Collector,
  signal: AbortSignal,
): Promise<PublishReport | null> {
  const { clockWitness } = collector;
  if (clockWitness === null) return null;
  await sleep(betweenAnswers, signal);
  await collector.run(clockWitness, signal);
  return collector.publish();
}
