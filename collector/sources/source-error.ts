import type { Duration } from '../time/clock.ts';
import { type Remedy, type SourceErrorCode, sourceErrors } from './source-error-codes.ts';
import type { UpstreamId } from './source-id.ts';

/**
 * An upstream gave nothing usable. `message` is fixed for each code; `detail` says what was found,
 * and never holds a URL, a key or the upstream's text.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  readonly source: UpstreamId;
  readonly detail: string;
  /** With code `too-many-requests`: how long the upstream wants to be left alone, milliseconds. */
  readonly retryAfter: Duration | null;
  /** The proxy that was asked, without its password, for people who run the collector alone. */
  readonly proxy: string | null;

  constructor(
    source: UpstreamId,
    code: SourceErrorCode,
    detail: string,
    options: {
      cause?: unknown;
      retryAfter?: Duration | null;
      proxy?: string | null;
    } = {},
  ) {
    const { cause, retryAfter = null, proxy = null } = options;
    super(sourceErrors[code].message, { cause });
    this.proxy = proxy;
    this.retryAfter = retryAfter;
    this.source = source;
    this.code = code;
    this.detail = detail;
  }

  get remedy(): Remedy {
    return sourceErrors[this.code].remedy;
  }

  /** What an operator can do. */
  get action(): string {
    return sourceErrors[this.code].action;
  }
}

/**
 * An error that nobody foresaw. Its message may quote the answer, at any length, so health has its kind
 * and place alone; the log has the whole of it, as the cause.
 */
export function unexpected(source: UpstreamId, cause: unknown): SourceError {
  if (!(cause instanceof Error))
    return new SourceError(source, 'internal', typeof cause, { cause });
  const frame = cause.stack?.split('\n').find((line) => inScript.test(line));
  const place = inScript.exec(frame ?? '')?.[1];
  const detail = place === undefined ? cause.name : `${cause.name} at ${place}`;
  return new SourceError(source, 'internal', detail, { cause });
}

/** The end of a line of a stack, as in `(file:///…/parse.ts:41:7)`. */
const inScript = /\/([\w-]{1,60}\.[jt]s:\d{1,6}):\d{1,6}\)?$/;
