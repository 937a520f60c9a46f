import type { Element, Network } from '@nalssi/schemas';
import type { Duration, Instant } from '../time/clock.ts';
import type { Batch } from './reading.ts';
import type { SourceError } from './source-error.ts';
import type { SourceId, UpstreamId } from './source-id.ts';
import type { WarningBatch } from './warning.ts';

/** What the transport may spend on one answer of an upstream. */
export interface DownloadLimits {
  /** From the first byte sent to the last byte read. */
  readonly deadline: Duration;
  /** Bytes that come in on the connection: headers, framing of chunks and body together. */
  readonly wireBytes: number;
  /** Bytes after decompression. */
  readonly decodedBytes: number;
}

/** Keys that upstreams ask for; each comes from the environment variable of `keyVariables`. */
export type KeyId = 'kma-apihub' | 'data-go-kr';

export const keyVariables: Readonly<Record<KeyId, string>> = {
  'kma-apihub': 'NALSSI_KMA_APIHUB_KEY',
  'data-go-kr': 'NALSSI_DATA_GO_KR_KEY',
};

/** The keys that are there, decoded. */
export type Keys = Readonly<Partial<Record<KeyId, string>>>;

/** One request of a source, and how its answer is read. */
export interface SourceRequest<Parsed> {
  /** Path and query below the base URL, key included. */
  readonly path: string;
  /** Where another host than the source's `baseUrl` answers this request. */
  readonly baseUrl?: string;
  /** What is asked for, a label for people; never the key: `all stations`, `cell 60,127`. */
  readonly about: string;
  /** The stations that it asks for; absent where it asks for all of the source. */
  readonly stations?: readonly string[];
  /**
   * Reads an answer. Pure: what it says depends on these bytes and this request alone. Throws
   * SourceError.
   */
  readonly read: (bytes: Uint8Array, validators?: Validators) => Parsed;
  /** What the answer that is known already came with: it is sent again only where it changed. */
  readonly known?: Validators;
  /** The answer where the upstream says that what is known has not changed (304). */
  readonly unchanged?: Parsed;
  /** What is asked for instead where the upstream has nothing for this yet. */
  readonly otherwise?: SourceRequest<Parsed>;
}

/** By what an upstream knows an answer of its own again: headers of RFC 9110, section 8.8. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export const noValidators: Validators = { etag: null, lastModified: null };

export interface RequestContext {
  readonly now: Instant;
  readonly keys: Keys;
  /** What came of the runs before; absent for one that stands alone. */
  readonly before?: RunsBefore;
}

/** What a source may know of the runs before when it plans the next. */
export interface RunsBefore {
  /** How old the newest observation was when the last one came; `null` before there was one. */
  readonly lag: Duration | null;
  /** Whether the upstream answered the last run and had nothing. */
  readonly isSilent: boolean;
}

/** An upstream, as much of it as the transport knows: where it is, when to ask, for what. */
export interface Source<Parsed> {
  readonly id: UpstreamId;
  /** What it is, in a few words, for people. */
  readonly title: string;
  /** Base URL of the live upstream; `NALSSI_<ID>_URL` puts another in its place. */
  readonly baseUrl: string;
  /** Cron expression in Korean time; `NALSSI_<ID>_CRON` puts another in its place. */
  readonly cron: string;
  /** Spreads the requests of many collectors: each run starts up to this much later. */
  readonly jitter: Duration;
  readonly limits: DownloadLimits;
  /** It is off unless one of these keys is there; empty for a source without a key. */
  readonly keys: readonly KeyId[];
  /** Requests that the upstream allows in a day, Korean time; `null` where it states no number. */
  readonly dailyRequests: number | null;
  /** What an error body says, whatever the status it came with; `null` where it says nothing. */
  readFailure?(bytes: Uint8Array): SourceError | null;
  /** The requests of one run; more than one where the upstream cannot give all at once. */
  requests(context: RequestContext): readonly SourceRequest<Parsed>[];
}

/** An upstream in whose place another can be asked. */
export interface Replaceable<Parsed> {
  /**
   * What is asked instead, for the rest of the day, where the upstream refuses the key: a key serves
   * only what its owner applied for. Absent, or nothing, where there is no other way.
   */
  requestsInstead?(context: RequestContext): readonly SourceRequest<Parsed>[];
}

/** An upstream that tells of now. */
export interface TimelySource<Parsed> extends Source<Parsed> {
  /** An observation, or a list, that is older than this although the upstream answers is late. */
  readonly lateAfter: Duration;
}

/** An upstream of observations, and what it gives. */
export interface ObservationSource extends TimelySource<Batch> {
  readonly kind: 'observations';
  readonly id: SourceId;
  /** Which stations of the catalogue it covers. */
  readonly networks: readonly Network[];
  readonly elements: readonly Element[];
  /** A value dies this long after it was observed. */
  readonly expiresAfter: Duration;
}

/** An upstream of warnings (특보). */
export interface WarningSource extends TimelySource<WarningBatch>, Replaceable<WarningBatch> {
  readonly kind: 'warnings';
  readonly id: SourceId;
}

/** An upstream of whatever kind. */
export type AnySource = ObservationSource | WarningSource;
