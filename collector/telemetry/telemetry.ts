import type {
  ClockHealth,
  FeedStatus,
  HealthFile,
  SourceHealth,
  TableHealth,
} from '@nalssi/schemas';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { WarningSnapshot } from '../snapshot/warnings.ts';
import type { SourceErrorCode } from '../sources/source-error-codes.ts';
import type { UpstreamId } from '../sources/source-id.ts';
import type { Duration } from '../time/clock.ts';

/** What came of one run of a source. */
export type RunResult = 'ok' | 'failed' | 'nothing-yet' | 'blocked';

/** What a publish is about, for gauges. */
export interface PublishFacts {
  readonly snapshot: Snapshot;
  readonly warnings: WarningSnapshot;
  readonly status: FeedStatus;
  readonly sequence: number;
  readonly sources: readonly SourceHealth[];
  readonly outputs: HealthFile['outputs'];
  readonly tables: readonly TableHealth[];
  readonly clock: ClockHealth | null;
  readonly duration: Duration;
}

/** An edition that another process has published, and that is served here. */
interface FollowedFacts {
  readonly sequence: number;
  readonly status: FeedStatus;
  /** From when its index was made until it was served here, by two clocks. */
  readonly delay: Duration;
}

/** Hears what happens, and counts it. Nothing that decides depends on it. */
export interface Telemetry {
  /** One request to an upstream: `ok`, or the code of its error. */
  request(source: UpstreamId, outcome: 'ok' | SourceErrorCode): void;
  retry(source: UpstreamId): void;
  run(source: UpstreamId, result: RunResult, duration: Duration): void;
  /** What an answer held that could not be used. */
  answered(source: UpstreamId, batch: SourceHealth['batch']): void;
  published(facts: PublishFacts): void;
  publishFailed(): void;
  scheduleEvent(schedule: string, event: 'overlap' | 'missed' | 'failed'): void;
  httpRequest(code: number): void;
  /** A look at a feed that another process publishes. */
  looked(result: 'ok' | 'failed'): void;
  followed(facts: FollowedFacts): void;
  /** Whether this of several collectors asks and publishes, or stands by. */
  leads(isLeading: boolean): void;
  /** How far the wall clock has moved against the monotonic one since the last look. */
  clockStep(step: Duration): void;
}

const ignore = () => undefined;

export const noTelemetry: Telemetry = {
  request: ignore,
  retry: ignore,
  run: ignore,
  answered: ignore,
  published: ignore,
  publishFailed: ignore,
  scheduleEvent: ignore,
  httpRequest: ignore,
  looked: ignore,
  followed: ignore,
  leads: ignore,
  clockStep: ignore,
};
