import { type Coding, identityOf } from '../publish/encode.ts';
import type { Resource } from './resource.ts';

/** Everything that can be said of a resource in one coding before anyone asks for it. */
export interface PreparedAnswer {
  readonly etag: string;
  /** Milliseconds; whole seconds, as an HTTP date has no more. */
  readonly lastModified: number;
  /** Names and values in turns, as `writeHead` takes them without a copy. */
  readonly headers: readonly string[];
  readonly headersOfUnchanged: readonly string[];
  readonly body: Buffer;
  /** `body` with a character for each byte, if small: Node sends it with the head in one write. */
  readonly text: string | null;
}

/**
 * With its head below the 16 kB that Node writes from its stack: a larger text would be copied for each
 * reader who takes his time, where a body is the same for all.
 */
const textUpTo = 15 * 1024;

const prepared = new WeakMap<Resource, Map<Coding | null, PreparedAnswer>>();

/** The answer for a resource in a coding, or plain where it has no such form; made once. */
export function prepare(
  resource: Resource,
  wanted: Coding | null,
  common: Readonly<Record<string, string>>,
): PreparedAnswer {
  const coding = wanted === null || resource.file.encoded[wanted] === undefined ? null : wanted;
  let answers = prepared.get(resource);
  if (answers === undefined) {
    answers = new Map();
    prepared.set(resource, answers);
  }
  let answer = answers.get(coding);
  if (answer === undefined) {
    answer = make(resource, coding, common);
    // What was packed to save memory is not kept unpacked.
    if (coding !== null || resource.file.identity !== null) answers.set(coding, answer);
  }
  return answer;
}

function make(
  { file, contentType, cacheControl, lastModified, headers = {} }: Resource,
  coding: Coding | null,
  common: Readonly<Record<string, string>>,
): PreparedAnswer {
  const body = (coding === null ? null : file.encoded[coding]) ?? identityOf(file);
  const etag = `"${file.hash}${coding === null ? '' : `-${coding}`}"`;
  const unchanged = {
    ...common,
    'Cache-Control': cacheControl,
    ETag: etag,
    'Last-Modified': lastModified,
    Vary: 'Accept-Encoding',
    ...headers,
  };
  const whole = {
    ...unchanged,
    'Content-Type': contentType,
    'Content-Length': body.length,
    ...(coding !== null && { 'Content-Encoding': coding }),
  };
  return {
    etag,
    lastModified: Date.parse(lastModified),
    headers: flat(whole),
    headersOfUnchanged: flat(unchanged),
    body,
    text: body.length <= textUpTo ? body.toString('latin1') : null,
  };
}

function flat(headers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
}
