import type { IncomingMessage } from 'node:http';

/** The headers that an answer depends on. Those that are lists are joined. */
export interface RequestHead {
  /** How often `Host` was sent. */
  hosts: number;
  host: string;
  /** Whether a body follows, which nobody reads. */
  hasBody: boolean;
  transferEncoding: string | undefined;
  acceptEncoding: string | undefined;
  ifNoneMatch: string | undefined;
  ifModifiedSince: string | undefined;
}

/**
 * Looks through the headers once. Node would first copy all of them into an object, which costs
 * more, and would leave out a second `Host`.
 */
export function readHead({ rawHeaders }: IncomingMessage): RequestHead {
  const head: RequestHead = {
    hosts: 0,
    host: '',
    hasBody: false,
    transferEncoding: undefined,
    acceptEncoding: undefined,
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
  };
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (!lengths.has(name.length)) continue;
    const value = rawHeaders[at + 1] ?? '';
    switch (name.toLowerCase()) {
      case 'host':
        head.hosts += 1;
        head.host = value;
        break;
      case 'content-length':
        head.hasBody ||= Number(value) !== 0;
        break;
      case 'transfer-encoding':
        head.hasBody = true;
        head.transferEncoding = joined(head.transferEncoding, value);
        break;
      case 'accept-encoding':
        head.acceptEncoding = joined(head.acceptEncoding, value);
        break;
      case 'if-none-match':
        head.ifNoneMatch = joined(head.ifNoneMatch, value);
        break;
      case 'if-modified-since':
        head.ifModifiedSince = joined(head.ifModifiedSince, value);
        break;
    }
  }
  return head;
}

const lengths = new Set(
  [
    'host',
    'content-length',
    'transfer-encoding',
    'accept-encoding',
    'if-none-match',
    'if-modified-since',
  ].map(({ length }) => length),
);

function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before}, ${value}`;
}
