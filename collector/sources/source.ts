import type { Element, Network } from '@nalssi/schemas';
import type { Duration, Instant } from '../time/clock.ts';
import type { Batch } from './reading.ts';
import type { SourceId } from './registry.ts';

/** What the transport may spend on one answer of an upstream. */
export interface DownloadLimits {
  /** From the first byte sent to the last byte read. */
  readonly deadline: Duration;
  /** Bytes on the wire. */
  readonly wireBytes: number;
  /** Bytes after decompression. */
  readonly decodedBytes: number;
}

/** An upstream: where it is, when to ask, what it gives, and how to read its answer. */
export interface Source {
  readonly id: SourceId;
  /** Base URL of the live upstream; `NALSSI_<ID>_URL` puts another in its place. */
  readonly baseUrl: string;
  /** Cron expression in Korean time; `NALSSI_<ID>_CRON` puts another in its place. */
  readonly cron: string;
  /** Spreads the requests of many collectors: each run starts up to this much later. */
  readonly jitter: Duration;
  readonly limits: DownloadLimits;
  /** Which stations of the catalogue it covers. */
  readonly networks: readonly Network[];
  readonly elements: readonly Element[];
  /** A value that is older than this although the upstream answers is late. */
  readonly lateAfter: Duration;
  /** A value dies this long after it was observed. */
  readonly expiresAfter: Duration;
  /** Path and query of the request, below the base URL. */
  path(now: Instant): string;
  /** Reads an answer. Pure. Throws SourceError. */
  parse(bytes: Uint8Array): Batch;
}
