import { join } from 'node:path';
import {
  Catalogue,
  type Config,
  clockStartingAt,
  configOf,
  findWidget,
  keptMounts,
  type Logger,
  loadAssets,
  ObservationRunner,
  operatorsMounts,
  runService,
  type Stage,
  sleep,
  sources,
  systemClock,
  widgetMounts,
} from '@nalssi/collector';
import { november2024 as recording, weatherOf } from '../test/upstream/recording.ts';
import { Upstream } from '../test/upstream/upstream.ts';
import { buildWidget, widgetDirectory } from './build-widget.ts';

/** How often a replay looks whether KMA answers again: milliseconds. */
const probeInterval = 60_000;

/**
 * Collector, feed, ticker and demo pages on one address, until `signal` ends them. Pulls from KMA;
 * replays the recording while KMA cannot be reached. Throws what `runService` throws.
 */
export async function runProduct(config: Config, log: Logger, signal: AbortSignal): Promise<void> {
  let hasReplayed = false;
  await runService({
    config,
    log,
    signal,
    assets: () => assetsOf(config, log),
    async prelude(stage, ended) {
      const isReachable = probeOf(config, log, ended);
      if ((await isReachable()) || ended.aborted) return;
      log.warn(
        { code: 'replay', recording: recording.observedAt },
        'KMA cannot be reached: a recording is replayed, and labelled so everywhere, until KMA answers.',
      );
      hasReplayed = true;
      log.info(
        `Ready: ${stage.address} replays the weather of ${recording.observedAt.slice(0, 16)}.`,
      );
      await replay(config, stage, isReachable, ended);
    },
    onLive(address) {
      const what = hasReplayed ? 'KMA answers' : 'Ready';
      log.info(`${what}: ${address} shows the weather of now.`);
    },
  });
}

/**
 * The ticker, built where it has changed; scripts of earlier versions stay beside it. The data directory
 * is ours by then: a second process is refused before it builds anything.
 */
async function assetsOf(config: Config, log: Logger) {
  await buildWidget(log);
  const pages = {
    at: '/',
    directory: join(import.meta.dirname, 'pages'),
    cacheControl: 'no-cache',
  };
  const widget = findWidget(widgetDirectory);
  return loadAssets([
    ...(await keptMounts(config.dataDirectory, log)),
    pages,
    ...(widget === null ? [] : widgetMounts(widgetDirectory, widget.version)),
    ...operatorsMounts(widgetDirectory),
  ]);
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

/** The recording goes the way of all data: over HTTP, from an upstream on loopback. */
async function replay(
  config: Config,
  stage: Stage,
  isReachable: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  await using parts = new AsyncDisposableStack();
  const upstream = parts.adopt(new Upstream(weatherOf(recording)), (one) => one.close());
  const baseUrl = new URL(await upstream.listen());
  const map = configOf('kma-map');
  const answered = new AbortController();
  const playing = stage.play(
    {
      sources: [{ ...map, baseUrl, isBaseUrlGiven: true }],
      off: [],
      keys: {},
      // Apart from live data, so that neither is ever taken for the other.
      dataDirectory: join(config.dataDirectory, 'replay'),
      mode: 'replay',
      clock: clockStartingAt(Date.parse(recording.capturedAt)),
    },
    answered.signal,
  );
  while (!signal.aborted) {
    await Promise.race([sleep(probeInterval, signal), playing]);
    if (!signal.aborted && (await isReachable())) answered.abort();
    if (answered.signal.aborted) break;
  }
  await playing;
}
