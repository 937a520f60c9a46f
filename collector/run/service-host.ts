import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { EncodedFiles } from '../publish/encode.ts';
import { FeedService } from '../serve/feed-service.ts';
import { Silence } from '../serve/silence.ts';
import { type Duration, type Instant, seconds, systemClock } from '../time/clock.ts';
import { besideClock } from '../time/clock-words.ts';
import { version } from '../version.ts';
import type { Collector } from './collector.ts';
import { hung } from './hang-guard.ts';
import { openCollector } from './open-collector.ts';
import type { Parts } from './parts.ts';
import { Schedules } from './schedule.ts';
import type { Programme, Rhythm, ServiceOptions } from './service-options.ts';
import type { Shared } from './shared.ts';
import { keepHeapSmall } from './small-heap.ts';
import { systemdNotices } from './systemd.ts';
import { startWatchdog } from './watchdog.ts';

/** How long answers under way may take when the service stops. */
const lastAnswers: Duration = seconds(1);

/** What stands around the collectors of a service, one after another: its server, its watchdog, its notices. */
export class ServiceHost {
  readonly silence: Silence;
  readonly feed: FeedService;
  readonly #options: ServiceOptions;
  readonly #rhythm: Rhythm;
  readonly #parts: Parts;
  readonly #systemd;
  #schedules: Schedules | null = null;
  #current: Collector | null = null;
  /** What is shown of a feed that others make too. */
  #shown: EncodedFiles = new Map();
  /** Of the last publish of a collector that has ended. */
  #sequence = 0;

  /** `parts` end what is begun here. */
  constructor(options: ServiceOptions, rhythm: Rhythm, parts: Parts) {
    const { config, log } = options;
    this.#options = options;
    this.#rhythm = rhythm;
    this.#parts = parts;
    this.#systemd = systemdNotices(process.env, log);
    this.silence = new Silence(rhythm.look);
    this.feed = new FeedService(log, config.metrics, this.silence, rhythm.longestSilence);
    this.feed.foundAt(config.publicUrl);
  }

  /** A collector of `programme` that goes on above what was shown here. Throws StoreError. */
  async open(programme: Programme, stop: AbortSignal, shared?: Shared): Promise<Collector> {
    const { config, log } = this.#options;
    return openCollector({
      publicUrl: config.publicUrl,
      ...programme,
      log,
      afterSequence: this.#sequence,
      telemetry: this.feed.metrics,
      onPublish: (files, at, isPartial) => {
        if (shared === undefined) this.feed.accept(files, at, isPartial);
        else this.show(files, at, isPartial);
        // Of an edition that is not complete yet, what the others made is in memory too.
        keepHeapSmall((shared === undefined ? files : this.#shown).size);
      },
      stop,
      ...(shared !== undefined && { shared }),
    });
  }

  /**
   * Shows an edition of a feed that others make too: of one that is not complete yet what they made stays.
   */
  show(files: EncodedFiles, at: Instant, isPartial = false): void {
    this.#shown = isPartial ? new Map([...this.#shown, ...files]) : files;
    this.feed.accept(this.#shown, at, isPartial);
  }

  /** Values of an earlier run are better than a wait; without any, the first answer is. */
  async showStored(collector: Collector): Promise<void> {
    await collector.publishStored();
    this.#sequence = collector.sequence;
  }

  /** Keeps `collector` to its schedules until `until`. */
  async play(collector: Collector, programme: Programme, until: AbortSignal): Promise<void> {
    await using running = new Schedules({
      collector,
      sources: programme.sources,
      log: this.#options.log,
      telemetry: this.feed.metrics,
      publishCron: this.#rhythm.publishCron,
    });
    this.#schedules = running;
    this.#current = collector;
    await running.start();
    await aborted(until);
    this.#schedules = null;
    this.#current = null;
    this.#sequence = collector.sequence;
  }

  /** Begins to listen; returns the port. Throws PortError. */
  async listen(): Promise<number> {
    const { config, log, signal } = this.#options;
    const port = await this.feed.listen(config.host, config.port);
    const closing = aborted(signal).then(() => {
      log.info('Stopping.');
      this.#systemd.stopping();
      return this.feed.close(lastAnswers);
    });
    this.#parts.defer(() => (signal.aborted ? closing : this.feed.close(lastAnswers)));
    return port;
  }

  watch(): void {
    const { log } = this.#options;
    const { look, longestSilence } = this.#rhythm;
    /** What the lines of the watchdog say of the clock, which it looks at as well. */
    const besideLine = () => besideClock(this.#current?.clock ?? null);
    this.#parts.use(
      startWatchdog({
        clock: systemClock,
        look,
        silence: () => this.silence.length,
        longestSilence,
        telemetry: this.feed.metrics,
        onBreak: (step) => {
          // Of what was heard before it only new answers tell whether it still holds: the field is null.
          log.warn(
            { code: 'clock-break', step: Math.round(step / 1_000), ...besideLine().facts },
            'The process stood still or the clock was set: sources are asked now, and by the clock from now on; what time they say it is tells which.',
          );
          void this.#schedules?.start();
        },
        onSilence() {
          const { facts, sentence } = besideLine();
          log.fatal(
            { code: 'watchdog', after: longestSilence, ...facts },
            `Nothing was published for too long: the process ends, to be started again.${sentence}`,
          );
          process.exit(hung);
        },
      }),
    );
  }

  /** Shows what stands beside the feed, and says that the service is there. Returns its address. */
  async introduce(port: number): Promise<string> {
    const { config, log, assets, live } = this.#options;
    await this.feed.metrics.load();
    this.feed.show(await assets(), live);
    const address = addressOf(config.host, port);
    log.info({ code: 'start' }, introductionOf(config, address));
    log.info({ host: config.host, port, feed: '/v1/index.json' }, 'Serving.');
    this.#systemd.ready();
    return address;
  }
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
