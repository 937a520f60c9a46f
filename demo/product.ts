import { join } from 'node:path';
import {
  Catalogue,
  type Collector,
  type Config,
  clockStartingAt,
  configOf,
  FeedService,
  type Logger,
  loadAssets,
  ObservationRunner,
  openCollector,
  operatorsMount,
  Schedules,
  sleep,
  sources,
  systemClock,
  version,
  widgetMounts,
} from '@nalssi/collector';
import { november2024 as recording, weatherOf } from '../test/upstream/recording.ts';
import { Upstream } from '../test/upstream/upstream.ts';
import { widgetDirectory } from './build-widget.ts';

/** How often a replay looks whether KMA answers again: milliseconds. */
const probeInterval = 60_000;

/** A collector at work, and how to end it. */
interface Session {
  readonly collector: Collector;
  end(): Promise<void>;
}

/**
 * Collector, feed, ticker and demo pages on one address, until `signal` ends them. Pulls from KMA;
 * replays the recording while KMA cannot be reached. Throws PortError and StoreError.
 */
export async function runProduct(config: Config, log: Logger, signal: AbortSignal): Promise<void> {
  const pages = {
    at: '/',
    directory: join(import.meta.dirname, 'pages'),
    cacheControl: 'no-cache',
  };
  const service = new FeedService(
    await loadAssets([
      pages,
      operatorsMount(widgetDirectory),
      ...widgetMounts(widgetDirectory, version),
    ]),
    log,
    config.metrics,
  );
  const port = await service.listen(config.host, config.port);
  const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;

  const isReachable = probeOf(config, log, signal);

  let session: Session;
  if (await isReachable()) {
    session = await startLive(config, service, log, signal, 0);
    log.info(`Ready: ${address} shows the weather of now.`);
  } else {
    log.warn(
      { code: 'replay', recording: recording.observedAt },
      'KMA cannot be reached: a recording is replayed, and labelled so everywhere, until KMA answers.',
    );
    session = await startReplay(config, service, log, signal);
    log.info(`Ready: ${address} replays the weather of ${recording.observedAt.slice(0, 16)}.`);
    session = await replayUntilReachable(session, isReachable, signal, () =>
      startLive(config, service, log, signal, session.collector.sequence),
    );
    if (!signal.aborted) log.info(`KMA answers: ${address} shows the weather of now.`);
  }
  await aborted(signal);
  log.info('Stopping.');
  await session.end();
  await service.close();
}

/** Asks KMA's national map, which needs no key; the log says what is wrong with it, once. */
function probeOf(config: Config, log: Logger, signal: AbortSignal): () => Promise<boolean> {
  const map = config.sources.find(({ id }) => id === 'kma-map') ?? config.sources[0];
  const source = map && sources[map.id];
  if (map === undefined || source?.kind !== 'observations') return async () => true;
  const { keys } = config;
  const catalogue = new Catalogue();
  const probe = new ObservationRunner(source, {
    config: map,
    keys,
    clock: systemClock,
    log,
    sleep,
    catalogue,
  });
  return () => probe.ask(signal);
}

async function startLive(
  config: Config,
  service: FeedService,
  log: Logger,
  signal: AbortSignal,
  afterSequence: number,
): Promise<Session> {
  const collector = await openCollector({
    ...config,
    mode: 'live',
    clock: systemClock,
    log,
    afterSequence,
    telemetry: service.metrics,
    onPublish: service.accept,
  });
  await collector.runAll(signal);
  const schedules = new Schedules(collector, config.sources, log, service.metrics);
  return {
    collector,
    async end() {
      await schedules.stop();
      await collector[Symbol.asyncDispose]();
    },
  };
}

/** The recording goes the way of all data: over HTTP, from an upstream on loopback. */
async function startReplay(
  config: Config,
  service: FeedService,
  log: Logger,
  signal: AbortSignal,
): Promise<Session> {
  const upstream = new Upstream(weatherOf(recording));
  const baseUrl = new URL(await upstream.listen());
  const map = configOf('kma-map');
  const collector = await openCollector({
    sources: [{ ...map, baseUrl, isBaseUrlGiven: true }],
    off: [],
    keys: {},
    // Apart from live data, so that neither is ever taken for the other.
    dataDirectory: join(config.dataDirectory, 'replay'),
    mode: 'replay',
    clock: clockStartingAt(Date.parse(recording.capturedAt)),
    log,
    telemetry: service.metrics,
    onPublish: service.accept,
  });
  await collector.runAll(signal);
  const schedules = new Schedules(collector, [map], log, service.metrics);
  return {
    collector,
    async end() {
      await schedules.stop();
      await collector[Symbol.asyncDispose]();
      await upstream.close();
    },
  };
}

async function replayUntilReachable(
  replay: Session,
  isReachable: () => Promise<boolean>,
  signal: AbortSignal,
  startNext: () => Promise<Session>,
): Promise<Session> {
  while (!signal.aborted) {
    await Promise.race([
      aborted(signal),
      new Promise((wake) => setTimeout(wake, probeInterval).unref()),
    ]);
    if (signal.aborted || !(await isReachable())) continue;
    await replay.end();
    return startNext();
  }
  return replay;
}

function aborted(signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
