import type { Dispatcher } from 'undici';
import { noProxies, type Proxies } from '../sources/proxies.ts';
import { type DownloadLimits, noValidators, type Validators } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { UpstreamId } from '../sources/source-id.ts';
import { type Duration, seconds } from '../time/clock.ts';
import type { Dated } from '../time/clock-check.ts';
import { readHttpDate } from '../time/http-date.ts';
import { ByteSink } from './byte-sink.ts';
import { errorOfConnection } from './connection-error.ts';
import { wayOut } from './dispatcher.ts';
import { request } from './undici.ts';
import { unpack } from './unpack.ts';

/** An answer, read whole. */
export interface Download {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** From `Retry-After`, counted from now. */
  readonly retryAfter: Duration | null;
  readonly validators: Validators;
  /** What the server's clock said; `null` where it did not say it. */
  readonly dated: Dated | null;
}

/**
 * Fetches an answer whole, whatever its status but a redirect; that what is `known` has not changed
 * (304) is one without a body. The deadline covers everything to
 * the last byte (undici's own time-outs start anew with every chunk), bytes are capped on the wire,
 * whatever they are, and after decompression. `signal` aborts it from outside. Throws SourceError.
 */
export async function download(
  source: UpstreamId,
  url: URL,
  limits: DownloadLimits,
  signal: AbortSignal,
  proxies: Proxies = noProxies,
  known: Validators = noValidators,
): Promise<Download> {
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(limits.deadline);
  const overflow = new AbortController();
  const { dispatcher, proxy } = wayOut(url.origin, proxies, limits.wireBytes, () =>
    overflow.abort(tooLarge(source, limits)),
  );
  const end = AbortSignal.any([overflow.signal, deadline, signal]);
  // undici hears a signal only once it is connected: a host that does not answer would be waited
  // for.
  const cut = () => void dispatcher.destroy();
  end.addEventListener('abort', cut);
  try {
    const line = { dispatcher, end, overflow: overflow.signal };
    return await exchange({ source, url, limits, known }, line);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (overflow.signal.aborted) throw overflow.signal.reason;
    if (deadline.aborted) {
      const detail = `not complete after ${limits.deadline} ms`;
      throw new SourceError(source, 'timeout', detail, { cause: error });
    }
    throw errorOfConnection(source, error, proxy());
  } finally {
    end.removeEventListener('abort', cut);
    // Never fails: what is still open on the connection is of no more interest.
    void dispatcher.destroy();
  }
}

function tooLarge(source: UpstreamId, { wireBytes }: DownloadLimits): SourceError {
  return new SourceError(source, 'too-large', `more than ${wireBytes} bytes`);
}

interface Question {
  readonly source: UpstreamId;
  readonly url: URL;
  readonly limits: DownloadLimits;
  readonly known: Validators;
}

/** What goes out and comes in on, until `end`; `overflow`, which is one of its reasons, is more than it may bring. */
interface Line {
  readonly dispatcher: Dispatcher;
  readonly end: AbortSignal;
  readonly overflow: AbortSignal;
}

/** Sends a request and reads what is answered. Rejects with SourceError, and with undici's errors. */
async function exchange(
  { source, url, limits, known }: Question,
  { dispatcher, end, overflow }: Line,
): Promise<Download> {
  const sentAt = performance.now();
  const response = await request(url, {
    dispatcher,
    signal: end,
    headersTimeout: limits.deadline,
    bodyTimeout: limits.deadline,
    headers: headersWith(known),
  });
  const { statusCode: status, headers } = response;
  const dated = datedBy(headers, sentAt, performance.now());
  const isUnchanged = status === 304 && !isNone(known);
  if (status >= 300 && status < 400 && !isUnchanged) {
    response.body.on('error', () => undefined).destroy();
    throw new SourceError(source, 'redirect', `HTTP status ${status}`);
  }
  const body = new ByteSink(limits.wireBytes, () => tooLarge(source, limits));
  for await (const chunk of response.body as AsyncIterable<Buffer>) body.add(chunk);
  overflow.throwIfAborted();
  const encoding = String(headers['content-encoding'] ?? '');
  const bytes = isUnchanged ? body.bytes : await unpack(source, body.bytes, encoding, limits);
  const validators = {
    etag: readValidator(headers['etag']),
    lastModified: readValidator(headers['last-modified']),
  };
  const retryAfter = readRetryAfter(headers['retry-after']);
  return { status, bytes, retryAfter, validators, dated };
}

/** `Date`, and the seconds that the answer has lain in caches since: `Age`. */
function datedBy(
  { date, age }: Readonly<Record<string, string | string[] | undefined>>,
  sentAt: Duration,
  receivedAt: Duration,
): Dated | null {
  const at = readHttpDate(String(date));
  if (Number.isNaN(at)) return null;
  const inCaches = /^\d{1,9}$/.test(String(age)) ? seconds(Number(age)) : 0;
  return { date: at + inCaches, sentAt, receivedAt };
}

/** Both conditions where both are known: a server that understands one of them is enough. */
function headersWith({ etag, lastModified }: Validators): Record<string, string> {
  return {
    // KMA's servers are known to turn away clients that do not look like a browser.
    'user-agent': 'Mozilla/5.0 (compatible; Nalssi/1.0)',
    accept: '*/*',
    'accept-encoding': 'gzip, deflate, br',
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}

function isNone({ etag, lastModified }: Validators): boolean {
  return etag === null && lastModified === null;
}

/** It is sent back as a header: nothing else than visible ASCII, and not at any length. */
function readValidator(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\x20-\x7e]{1,200}$/.test(header) ? header : null;
}

/** Seconds, or an HTTP date, by RFC 9110 section 10.2.3. */
function readRetryAfter(header: string | string[] | undefined): Duration | null {
  const text = String(header ?? '').trim();
  if (/^\d{1,9}$/.test(text)) return seconds(Number(text));
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
