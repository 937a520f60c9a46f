import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { matchesEtag } from './negotiate.ts';

/** An answer that is made when it is asked for, and not cached unless its own headers say so. */
export type LiveResource = (request: IncomingMessage) => Promise<{
  readonly status: number;
  readonly contentType: string;
  /** Bytes where many may be sent the same: a text is copied for each. */
  readonly body: string | Uint8Array;
  /** For the machine's own people: pages of other origins may not read it. */
  readonly isInternal?: boolean;
  readonly headers?: OutgoingHttpHeaders;
}>;

/** Makes the answer and sends it. */
export async function sendLive(
  request: IncomingMessage,
  response: ServerResponse,
  live: LiveResource,
): Promise<void> {
  const { status, contentType, body, isInternal, headers = {} } = await live(request);
  if (isInternal) {
    response.removeHeader('Access-Control-Allow-Origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  }
  const { ETag: etag } = headers;
  if (typeof etag === 'string' && matchesEtag(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
