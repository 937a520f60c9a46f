export { Catalogue } from './catalogue/catalogue.ts';
export { failureOf } from './commands/failure.ts';
export { type Config, ConfigError, configOf, readConfig } from './config.ts';
export { ObservationRunner } from './intake/observation-intake.ts';
export { Collector } from './run/collector.ts';
export type { CollectorOptions } from './run/collector-options.ts';
export { Interrupted, untilInterrupted } from './run/interruption.ts';
export { openCollector } from './run/open-collector.ts';
export type { PublishReport } from './run/publishing.ts';
export {
  type Programme,
  type Rhythm,
  runService,
  type ServiceOptions,
  type Stage,
} from './run/service.ts';
export { type AssetMount, loadAssets, pageMounts, widgetMounts } from './serve/assets.ts';
export { FeedContent } from './serve/feed-content.ts';
export { FeedService } from './serve/feed-service.ts';
export { keptMounts } from './serve/kept-scripts.ts';
export type { LiveResource } from './serve/live-resource.ts';
export { PortError } from './serve/port-error.ts';
export { FeedServer } from './serve/server.ts';
export { findWidget, type Widget } from './serve/widget.ts';
export { sources } from './sources/registry.ts';
export type { Keys } from './sources/source.ts';
export type { SourceConfig } from './sources/source-config.ts';
export type { SourceId } from './sources/source-id.ts';
export { storeFile } from './store/sqlite-store.ts';
export { StoreError } from './store/store.ts';
export { createLogger, type Logger } from './telemetry/log.ts';
export { Secrets } from './telemetry/secrets.ts';
export { type Clock, clockStartingAt, type Instant, systemClock } from './time/clock.ts';
export { formatKst, instantOfKst } from './time/kst.ts';
export { sleep } from './time/sleep.ts';
export { version } from './version.ts';
