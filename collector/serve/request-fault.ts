import type { IncomingMessage } from 'node:http';
import type { ServerLimits } from './limits.ts';
import { isRtsp } from './node-parser.ts';
import type { ProblemType } from './problem.ts';
import type { RequestHead } from './request-head.ts';

/** Why a request is refused before anyone asks what it wants. */
export interface RequestFault {
  readonly type: ProblemType;
  readonly detail: string;
}

/**
 * The fault of a request that no answer may be built on, or `null`. A target in absolute form is
 * brought into origin form, and its host takes the place of the header's (RFC 9112 section 3.2.2).
 */
export function faultOf(
  request: IncomingMessage,
  { hosts, host, transferEncoding = 'chunked' }: RequestHead,
  limits: Pick<ServerLimits, 'targetLength' | 'headerCount'>,
): RequestFault | null {
  const { url: target = '', httpVersionMajor, httpVersionMinor, rawHeaders } = request;
  // The socket is only asked where it is rare: HTTP/1.1 is what everybody speaks.
  if (httpVersionMajor !== 1 || (httpVersionMinor === 0 && isRtsp(request.socket))) {
    return bad('HTTP/1.1 and HTTP/1.0 are spoken here.');
  }
  if (target.length > limits.targetLength) {
    return {
      type: 'uri-too-long',
      detail: `At most ${limits.targetLength} characters are read.`,
    };
  }
  if (rawHeaders.length > limits.headerCount * 2) {
    return { type: 'headers-too-large', detail: `At most ${limits.headerCount} are read.` };
  }
  if (hosts > 1) return bad('There is more than one Host header.');
  if (hosts === 0 && httpVersionMinor > 0) return bad('There is no Host header.');
  if (hosts === 1 && !isHost(host)) return bad('The Host header is no host.');
  if (transferEncoding.trim().toLowerCase() !== 'chunked')
    return bad('Only chunks are understood.');
  if (target.startsWith('/') || (target === '*' && request.method === 'OPTIONS')) return null;
  const [, authority = '', rest = ''] = target.match(/^https?:\/\/([^/?#]*)(.*)$/is) ?? [];
  if (!isHost(authority)) return bad('The target is neither a path nor a web address.');
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
  request.headers.host = authority;
  return null;
}

function bad(detail: string): RequestFault {
  return { type: 'bad-request', detail };
}

/** A label begins and ends with a letter or a digit; there is one before each dot. */
const hostForm =
  /^(?:(?![\w.-]{256})\w(?:[\w-]{0,61}\w)?(?:\.\w(?:[\w-]{0,61}\w)?)*\.?|\[[\da-f:.]{2,45}\])(?::\d{0,5})?$/i;

/** Whether an origin can be made of it. */
function isHost(text: string): boolean {
  if (known.has(text)) return true;
  if (!hostForm.test(text) || !URL.canParse(`http://${text}`)) return false;
  if (known.size < knownKept) known.add(text);
  return true;
}

/** A server has a handful of names; a stranger may not fill the memory with others. */
const known = new Set<string>();
const knownKept = 100;

/** What was wrong with bytes that Node could make no request of. */
export function faultOfBytes({ code }: NodeJS.ErrnoException): [type: ProblemType, detail: string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['headers-too-large', 'Send fewer or shorter ones.'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['request-timeout', 'Send it in one go.'];
  return ['bad-request', 'It does not follow RFC 9112.'];
}
