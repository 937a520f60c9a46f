import type { Config } from '../config/config.ts';
import type { LiveResource } from '../serve/live-resource.ts';
import type { Resources } from '../serve/resource.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Duration } from '../time/clock.ts';
import type { Collector } from './collector.ts';
import type { OpenOptions } from './open-collector.ts';

/** How the service keeps time. */
export interface Rhythm {
  /** When the feed is published whatever the sources do; cron, Korean time. */
  readonly publishCron: string;
  /** Between two looks of the watchdog. */
  readonly look: Duration;
  /** The process ends when nothing was published for so long. */
  readonly longestSilence: Duration;
  /** How long a lease holds that several collectors share. */
  readonly leaseLength?: Duration;
}

/** What a collector is opened with, beside what the service gives it. */
export type Programme = Omit<
  OpenOptions,
  'log' | 'telemetry' | 'onPublish' | 'afterSequence' | 'stop' | 'shared'
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
