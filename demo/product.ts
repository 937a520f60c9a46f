import {
  Catalogue,
  type Config,
  findWidget,
  keptMounts,
  type Logger,
  loadAssets,
  ObservationRunner,
  pageMounts,
  runService,
  type Stage,
  sleep,
  sources,
  systemClock,
  widgetMounts,
} from '@nalssi/collector';
import { november2024 as recording } from '../test/upstream/recording.ts';
import { buildWidget, widgetDirectory } from './build-widget.ts';
import { includedPages } from './included-pages.ts';
import { playSampleDay } from './replay.ts';

/** How often a replay looks whether KMA answers again: milliseconds. */
const probeInterval = 60_000;

/**
 * Collector, feed, ticker and demo pages on one address, until `signal` ends them. Pulls from KMA;
 * replays the sample day while KMA cannot be reached. Throws what `runService` throws.
 */
export async function runProduct(config: Config, log: Logger, signal: AbortSignal): Promise<void> {
  let hasReplayed = false;
  await runService({
    config,
    log,
    signal,
    assets: () => assetsOf(config, log),
    live: includedPages,
    async prelude(stage, ended) {
      const isReachable = probeOf(config, log, ended);
      if ((await isReachable()) || ended.aborted) return;
      log.warn(
        { code: 'replay', recording: recording.observedAt },
        'KMA cannot be reached: a sample day around a recorded morning is replayed, and labelled so everywhere, until KMA answers.',
      );
      hasReplayed = true;
      await replay(config, log, stage, isReachable, ended);
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
  const widget = findWidget(widgetDirectory);
  return loadAssets([
    ...(await keptMounts(config.dataDirectory, log)),
    ...(widget === null ? [] : widgetMounts(widgetDirectory, widget.version)),
    ...pageMounts(widgetDirectory),
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

/** Plays the sample day until KMA answers, or `signal` ends it. */
async function replay(
  config: Config,
  log: Logger,
  stage: Stage,
  isReachable: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const answered = new AbortController();
  const onReady = () =>
    log.info(
      `Ready: ${stage.address} replays the weather of ${recording.observedAt.slice(0, 16)}.`,
    );
  const until = AbortSignal.any([answered.signal, signal]);
  const playing = playSampleDay(config, stage, onReady, until);
  while (!signal.aborted) {
    await Promise.race([sleep(probeInterval, signal), playing]);
    if (!signal.aborted && (await isReachable())) answered.abort();
    if (answered.signal.aborted) break;
  }
  await playing;
}
