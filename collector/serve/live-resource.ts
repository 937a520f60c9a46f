import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer that is made when it is asked for, and never cached. */
export type LiveResource = (request: IncomingMessage) => Promise<{
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** For the machine's own people: pages of other origins may not read it. */
  readonly isInternal?: boolean;
}>;

/** Makes the answer and sends it. */
export async function sendLive(
  request: IncomingMessage,
  response: ServerResponse,
  live: LiveResource,
): Promise<void> {
  const { status, contentType, body, isInternal } = await live(request);
  if (isInternal) {
    response.removeHeader('Access-Control-Allow-Origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  }
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
