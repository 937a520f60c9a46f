import type { EncodedFiles } from '../publish/encode.ts';
import { LateMetrics } from '../telemetry/late-metrics.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { FeedContent } from './feed-content.ts';
import { FeedReadiness } from './feed-readiness.ts';
import { Late } from './late.ts';
import { standardLimits } from './limits.ts';
import type { LiveResource } from './live-resource.ts';
import type { MetricsPlace } from './metrics-place.ts';
import { framesOf } from './oembed.ts';
import { metricsAt, probesOf } from './probes.ts';
import type { Resource, Resources } from './resource.ts';
import { FeedServer } from './server.ts';
import { longestSilence, Silence } from './silence.ts';

/** How often the log repeats that there are too many connections. */
const fullRhythm: Duration = minutes(1);

/** The HTTP side of a running collector: the published files in memory, probes and metrics. */
export class FeedService {
  readonly metrics = new LateMetrics();
  readonly #content = new FeedContent();
  readonly #readiness = new FeedReadiness();
  readonly #assets = new Map<string, Resource>();
  readonly #lateAssets = new Late();
  readonly #live: Map<string, LiveResource>;
  readonly #server: FeedServer;
  readonly #metricsServer: FeedServer | null;
  readonly #metricsPlace: MetricsPlace;
  readonly #log: Logger;
  readonly #silence: Silence;
  #publicUrl: string | null = null;
  #besideReadiness = () => '';
  #fullSaidAt = Number.NEGATIVE_INFINITY;

  /** `silence` ends with each publish, and may last `longest`. */
  constructor(
    log: Logger,
    metricsPlace: MetricsPlace = 'beside-feed',
    silence: Silence = new Silence(),
    longest: Duration = longestSilence,
  ) {
    this.#silence = silence;
    this.#log = log;
    this.#metricsPlace = metricsPlace;
    const exposed = metricsAt(() => this.metrics.expose());
    const told = {
      onAnswer: this.metrics.httpRequest,
      onFull: this.#full,
      onError: (error: unknown) =>
        log.error({ code: 'request-failed', err: error }, 'A request failed.'),
    };
    this.#live = new Map([
      ...probesOf({
        readiness: () => {
          const { isReady, says } = this.#readiness.current;
          return { isReady, says: `${says}${this.#besideReadiness()}` };
        },
        isAlive: () => silence.length < longest,
      }),
      ...(metricsPlace === 'beside-feed' ? exposed : []),
    ]);
    this.#server = new FeedServer({
      content: this.#content,
      assets: this.#assets,
      lateAssets: this.#lateAssets,
      live: this.#live,
      ...told,
    });
    this.#metricsServer =
      typeof metricsPlace === 'string'
        ? null
        : new FeedServer({
            content: null,
            assets: new Map(),
            live: exposed,
            setting: 'NALSSI_METRICS',
            ...told,
          });
  }

  /** Where readers find what is served; `null` where nobody said it, and each request tells. */
  foundAt(publicUrl: string | null): void {
    this.#publicUrl = publicUrl;
    this.#server.prefix = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, '');
  }

  /** What `/readyz` says beside how the feed is, from now on. */
  tellBeside(says: () => string): void {
    this.#besideReadiness = says;
  }

  /**
   * Serves files beside the feed, from now on, and in the place of some what is made when it is asked
   * for. Until then whoever asks for one waits.
   */
  show(assets: Resources, pages: ReadonlyMap<string, LiveResource> = new Map()): void {
    const live = new Map([...framesOf(assets, this.#publicUrl), ...pages]);
    for (const [path, resource] of assets) if (!live.has(path)) this.#assets.set(path, resource);
    for (const [path, page] of live) this.#live.set(path, page);
    this.#lateAssets.come();
  }

  /**
   * Takes the files of a publish at a time of the machine's clock; `isPartial`: more of them follow. Throws where what the
   * feed says of itself cannot be understood; then everything is as it was.
   */
  readonly accept = (files: EncodedFiles, at: Instant, isPartial = false): void => {
    this.#silence.break();
    // First what may be refused: an edition is taken whole or not at all.
    this.#readiness.accept(files);
    this.#content.replace(files, at, isPartial);
  };

  /** Resolves with the first publish. */
  get firstPublish(): Promise<void> {
    return this.#content.first.arrival;
  }

  /** Starts to listen, for metrics too; returns the port of the feed. Throws PortError. */
  async listen(host: string, port: number): Promise<number> {
    if (this.#metricsServer !== null && typeof this.#metricsPlace !== 'string') {
      const place = this.#metricsPlace;
      const metricsPort = await this.#metricsServer.listen(place.host, place.port);
      this.#log.info({ host: place.host, port: metricsPort, path: '/metrics' }, 'Serving metrics.');
    }
    try {
      return await this.#server.listen(host, port);
    } catch (error) {
      await this.#metricsServer?.close();
      throw error;
    }
  }

  /** Stops listening, lets running answers finish for `grace`, then cuts what is left. */
  async close(grace?: Duration): Promise<void> {
    await Promise.all([this.#server.close(grace), this.#metricsServer?.close(grace)]);
  }

  readonly #full = (): void => {
    if (performance.now() - this.#fullSaidAt < fullRhythm) return;
    this.#fullSaidAt = performance.now();
    this.#log.warn(
      { code: 'connections-full', connections: standardLimits.connections },
      'There are too many connections; further ones are turned away. Put a proxy or CDN in front, or find who opens them.',
    );
  };
}
