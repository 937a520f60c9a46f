import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import type { DownloadLimits } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { UpstreamId } from '../sources/source-id.ts';

type Decompress = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** Ways to read each content coding, in turn: many servers send `deflate` without its header. */
const decompressors: ReadonlyMap<string, readonly Decompress[]> = new Map<
  string,
  readonly Decompress[]
>([
  ['gzip', [promisify(gunzip)]],
  ['x-gzip', [promisify(gunzip)]],
  ['deflate', [promisify(inflate), promisify(inflateRaw)]],
  ['br', [promisify(brotliDecompress)]],
]);

/** Codings that are registered and not asked for: these may be named in an error. */
const otherCodings = new Set(['zstd', 'compress', 'x-compress', 'dcb', 'dcz', 'exi', 'aes128gcm']);

/** Real answers compress to a tenth; a fiftieth is a bomb. */
const maximumRatio = 50;

/** A cache that compresses what is compressed already names two. */
const mostCodings = 2;

/** As far as a body is looked at for being text. */
const lookedAt = 4_096;

/**
 * The body of an answer without its content coding. `header`: Content-Encoding. What is said there
 * and is no coding (`none`, `utf-8`) does no harm, nor does a coding that the body does not have:
 * where the body reads as text, it is taken as it is. Throws SourceError with code encoding,
 * too-large or malformed.
 */
export async function unpack(
  source: UpstreamId,
  bytes: Buffer,
  header: string,
  limits: DownloadLimits,
): Promise<Uint8Array> {
  const codings = header
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== 'identity' && coding !== '');
  if (codings.length > mostCodings) {
    throw new SourceError(source, 'encoding', `${codings.length} content codings on each other`);
  }
  let body = bytes;
  // The one that was applied last stands last.
  for (const coding of codings.toReversed()) body = await unpackOne(source, body, coding, limits);
  return body;
}

async function unpackOne(
  source: UpstreamId,
  bytes: Buffer,
  coding: string,
  limits: DownloadLimits,
): Promise<Buffer> {
  const ways = decompressors.get(coding);
  if (ways === undefined) {
    if (isText(bytes)) return bytes;
    const name = otherCodings.has(coding) ? `the content coding ${coding}` : 'the content coding';
    throw new SourceError(source, 'encoding', `${name} is unknown, and the body is no text`);
  }
  const maxOutputLength = Math.min(
    limits.decodedBytes,
    Math.max(64 * 1024, bytes.length * maximumRatio),
  );
  let failure: unknown;
  for (const decompress of ways) {
    try {
      return await decompress(bytes, { maxOutputLength });
    } catch (error) {
      if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
        const detail = `more than ${maxOutputLength} bytes decompressed`;
        throw new SourceError(source, 'too-large', detail);
      }
      failure ??= error;
    }
  }
  if (isText(bytes)) return bytes;
  const detail = `cannot be decompressed (${coding})`;
  throw new SourceError(source, 'malformed', detail, { cause: failure });
}

/** Whether bytes begin like text: no coding goes so far without a control character. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const start = bytes.subarray(0, lookedAt);
  return start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
