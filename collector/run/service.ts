import { resolve } from 'node:path';
import { type Config, ConfigError } from '../config.ts';
import { FeedService } from '../serve/feed-service.ts';
import type { LiveResource } from '../serve/live-resource.ts';
import type { Resources } from '../serve/resource.ts';
import { longestSilence, Silence } from '../serve/silence.ts';
import { DirectoryLock } from '../store/directory-lock.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Duration, seconds, systemClock } from '../time/clock.ts';
import { besideClock } from '../time/clock-words.ts';
import { version } from '../version.ts';
import type { Collector } from './collector.ts';
import { hung, startHangGuard } from './hang-guard.ts';
import { type OpenOptions, openCollector } from './open-collector.ts';
import { Parts } from './parts.ts';
import { publishCron, Schedules } from './schedule.ts';
import { keepHeapSmall } from './small-heap.ts';
import { systemdNotices } from './systemd.ts';
import { startWatchdog } from './watchdog.ts';

/** How long answers under way may take when the service stops. */
const lastAnswers: Duration = seconds(1);

/** How the service keeps time. */
export interface Rhythm {
  /** When the feed is published whatever the sources do; cron, Korean time. */
  readonly publishCron: string;
  /** Between two looks of the watchdog. */
  readonly look: Duration;
  /** The process ends when nothing was published for so long. */
  readonly longestSilence: Duration;
}

const usualRhythm: Rhythm = { publishCron, look: seconds(10), longestSilence };

/** What a collector is opened with, beside what the service gives it. */
export type Programme = Omit<
  OpenOptions,
  'log' | 'telemetry' | 'onPublish' | 'afterSequence' | 'stop'
>;

/** What may be shown before the weather of now. */
export interface Stage {
  /** Where the service answers: `http://127.0.0.1:8080`. */
  readonly address: string;
  /**
   * Collects and publishes `programme` until `until`; `first` is what the collector does before it keeps
   * to its schedules. Throws StoreError.
   */
  play(
    programme: Programme,
    until: AbortSignal,
    first?: (collector: Collector, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
}

export interface ServiceOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Ends the service. */
  readonly signal: AbortSignal;
  /** Files beside the feed; asked for when the store is open. */
  readonly assets: () => Promise<Resources>;
  /** Pages that are made when they are asked for, by path. */
  readonly live?: ReadonlyMap<string, LiveResource>;
  /** What is done before live data are collected; `signal` ends it. */
  readonly prelude?: (stage: Stage, signal: AbortSignal) => Promise<void>;
  /** Hears that live data are being collected. */
  readonly onLive?: (address: string) => void;
  readonly rhythm?: Rhythm;
}

/**
 * The collector as a service: it locks its data directory, opens its store, listens, shows what the
 * store holds before anything else, then asks the sources on their schedules, publishes and watches
 * over itself, until `signal` ends it. What was begun is taken back in turn then, as when something
 * fails. Throws ConfigError, StoreError, CatalogueError and PortError.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  const { config, log, signal, prelude, onLive, rhythm = usualRhythm } = options;
  if (config.isStateInStorage) {
    throw new ConfigError(
      'NALSSI_STORE=publish is for nalssi collect, which ends after each run: a service keeps its state on its own disk. Unset it.',
    );
  }
  await using parts = new Parts();
  parts.defer(startHangGuard());
  parts.use(await DirectoryLock.take(config.dataDirectory, systemClock.now(), signal));
  const systemd = systemdNotices(process.env, log);
  const silence = new Silence(rhythm.look);
  const feed = new FeedService(log, config.metrics, silence, rhythm.longestSilence);
  let schedules: Schedules | null = null;
  let current: Collector | null = null;
  let sequence = 0;

  const open = (programme: Programme, stop: AbortSignal) =>
    openCollector({
      publicUrl: config.publicUrl,
      ...programme,
      log,
      afterSequence: sequence,
      telemetry: feed.metrics,
      onPublish(files, at) {
        feed.accept(files, at);
        keepHeapSmall();
      },
      stop,
    });

  // Values of an earlier run are better than a wait; without any, the first answer is.
  const showStored = async (collector: Collector) => {
    await collector.publishStored();
    sequence = collector.sequence;
  };

  /** What the lines of the watchdog say of the clock, which it looks at as well. */
  const besideLine = () => besideClock(current?.clock ?? null);

  const play = async (collector: Collector, programme: Programme, until: AbortSignal) => {
    await using running = new Schedules({
      collector,
      sources: programme.sources,
      log,
      telemetry: feed.metrics,
      publishCron: rhythm.publishCron,
    });
    schedules = running;
    current = collector;
    await running.start();
    await aborted(until);
    schedules = null;
    current = null;
    sequence = collector.sequence;
  };

  const live: Programme = { ...config, mode: 'live', clock: systemClock };
  const first = parts.use(new Parts());
  const collector = first.use(await open(live, signal));
  feed.foundAt(config.publicUrl);
  const port = await feed.listen(config.host, config.port);
  const closing = aborted(signal).then(() => {
    log.info('Stopping.');
    systemd.stopping();
    return feed.close(lastAnswers);
  });
  parts.defer(() => (signal.aborted ? closing : feed.close(lastAnswers)));
  const shown = showStored(collector);
  parts.use(
    startWatchdog({
      clock: systemClock,
      look: rhythm.look,
      silence: () => silence.length,
      longestSilence: rhythm.longestSilence,
      telemetry: feed.metrics,
      onBreak(step) {
        // Of what was heard before it only new answers tell whether it still holds: the field is null.
        log.warn(
          { code: 'clock-break', step: Math.round(step / 1_000), ...besideLine().facts },
          'The process stood still or the clock was set: sources are asked now, and by the clock from now on; what time they say it is tells which.',
        );
        void schedules?.start();
      },
      onSilence() {
        const { facts, sentence } = besideLine();
        log.fatal(
          { code: 'watchdog', after: rhythm.longestSilence, ...facts },
          `Nothing was published for too long: the process ends, to be started again.${sentence}`,
        );
        process.exit(hung);
      },
    }),
  );
  await Promise.race([shown, feed.firstPublish]);
  await feed.metrics.load();
  feed.show(await options.assets(), options.live);
  const address = addressOf(config.host, port);
  log.info({ code: 'start' }, introductionOf(config, address));
  log.info({ host: config.host, port, feed: '/v1/index.json' }, 'Serving.');
  systemd.ready();
  await shown;

  if (prelude === undefined) {
    onLive?.(address);
    await play(collector, live, signal);
    return;
  }
  await first.disposeAsync();
  const stage: Stage = {
    address,
    async play(programme, until, before) {
      const end = AbortSignal.any([until, signal]);
      await using player = await open(programme, end);
      await showStored(player);
      await before?.(player, end);
      await play(player, programme, end);
    },
  };
  await prelude(stage, signal);
  if (signal.aborted) return;
  await using player = await open(live, signal);
  onLive?.(address);
  await showStored(player);
  await play(player, live, signal);
}

/** What runs here, in one line: for who finds it running and asks what it is. */
function introductionOf({ sources, dataDirectory }: Config, address: string): string {
  const asked = sources.map(({ id, cron }) => `${id} (${cron})`).join(', ');
  return `nalssi ${version} on Node ${process.versions.node}: ${address}, data in ${resolve(dataDirectory)}, ${asked === '' ? 'no source is on' : `asks by Korean time ${asked}`}.`;
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Resolves when `signal` aborts. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
