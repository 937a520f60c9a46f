import type { EncodedFiles } from '../publish/encode.ts';
import type { Logger } from '../telemetry/log.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { type Instant, systemClock } from '../time/clock.ts';
import { version } from '../version.ts';
import { FeedContent } from './feed-content.ts';
import { oembed } from './oembed.ts';
import { probesOf } from './probes.ts';
import type { Resources } from './resource.ts';
import { FeedServer } from './server.ts';

/** The HTTP side of a running collector: the published files in memory, probes and metrics. */
export class FeedService {
  readonly metrics = new Metrics();
  readonly #content = new FeedContent();
  readonly #server: FeedServer;
  #lastPublishAt: Instant | null = null;

  /** `assets`: files beside the feed. */
  constructor(assets: Resources, log: Logger) {
    this.#server = new FeedServer({
      content: this.#content,
      assets,
      live: new Map([
        [`/w/${version.split('.')[0]}/oembed.json`, oembed],
        ...probesOf({
          isReady: () => this.#content.isReady,
          lastPublishAt: this.lastPublishAt,
          now: systemClock.now,
          metrics: () => this.metrics.expose(),
        }),
      ]),
      onAnswer: this.metrics.httpRequest,
      onError: (error) => log.error({ code: 'request-failed', err: error }, 'A request failed.'),
    });
  }

  /** By the machine's clock, also in a replay. */
  readonly lastPublishAt = (): Instant | null => this.#lastPublishAt;

  /** Takes the files of a publish at a time of the machine's clock. */
  readonly accept = (files: EncodedFiles, at: Instant): void => {
    this.#lastPublishAt = at;
    this.#content.replace(files, at);
  };

  /** Starts to listen; returns the port. Throws PortError. */
  listen(host: string, port: number): Promise<number> {
    return this.#server.listen(host, port);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
