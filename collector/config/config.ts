import type { PublishSettings } from '../publish/storage/storage-settings.ts';
import type { MetricsPlace } from '../serve/metrics-place.ts';
import type { Proxies } from '../sources/proxies.ts';
import type { Keys } from '../sources/source.ts';
import type { SourceId, UpstreamId } from '../sources/source-id.ts';
import type { LogFormat } from '../telemetry/log.ts';
import type { RedisAddress } from '../transport/redis/redis-address.ts';
import type { SourceConfig } from '../transport/source-config.ts';

/** A source that is not asked, and why. */
export interface OffSource {
  readonly id: SourceId;
  readonly note: string;
}

/** What the environment says, read and checked. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly metrics: MetricsPlace;
  /**
   * Where readers find what is served, as in `https://news.example.com/weather/`, with a slash at
   * its end; `null` where nobody said it, and each request tells.
   */
  readonly publicUrl: string | null;
  /** Absolute path of everything the collector writes. */
  readonly dataDirectory: string;
  /** Those that are on, in order of trust. */
  readonly sources: readonly SourceConfig[];
  /** Every source, on or off, and the upstreams of tables: a person may ask for any of them. */
  readonly everySource: { readonly [Id in UpstreamId]: SourceConfig<Id> };
  /** Whether a service refreshes its tables once a day. */
  readonly refreshesTables: boolean;
  readonly off: readonly OffSource[];
  /** Decoded. Secret. */
  readonly keys: Keys;
  /** Where the feed goes. Secret, where that is a storage. */
  readonly publish: PublishSettings;
  /** Whether state lies in the first storage of `publish`, for runs on machines that are new each time. */
  readonly isStateInStorage: boolean;
  /** What several collectors share; `null` for one that keeps its state for itself. Secret. */
  readonly redis: RedisAddress | null;
  readonly proxies: Proxies;
  readonly logFormat: LogFormat;
  /** Absolute path of the built widget, or `null` for that of the package `@nalssi/widget`. */
  readonly widgetDirectory: string | null;
  /** Path of the browser of the test suite, or `null` for one that is installed. */
  readonly chromium: string | null;
  /** Variables that look like ours and are not. */
  readonly unknownVariables: readonly string[];
}
