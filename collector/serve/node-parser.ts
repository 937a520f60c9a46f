import type { Socket } from 'node:net';

/** What Node's HTTP parser has for those who ask; it is not in the manual, so it may be missing. */
interface NodeParser {
  onIncoming?: () => number;
  getCurrentBuffer?(): Buffer | undefined;
}

function parserOf(socket: Socket): NodeParser | undefined {
  return (socket as Socket & { parser?: NodeParser | null }).parser ?? undefined;
}

/**
 * Node parses whatever it has read of a connection, 64 kB or 3,000 requests, also when the connection
 * has been destroyed by the first of them: a few hundred connections of that kind took a gigabyte. A 2
 * means to the parser that another protocol begins after these headers, where it stops. What Node has
 * in the open does not reach it: `pause()` waits for the end of what was read.
 */
export function stopParsing(socket: Socket): void {
  const parser = parserOf(socket);
  if (parser !== undefined) parser.onIncoming = () => 2;
}

/**
 * Whether a request that Node takes for HTTP/1.0 says `RTSP/1.0`: its parser reads both and does not
 * tell which. Of a first line that came in pieces this is not seen.
 */
export function isRtsp(socket: Socket): boolean {
  const bytes = parserOf(socket)?.getCurrentBuffer?.();
  return bytes !== undefined && /^\S{1,20} \S{1,4096} RTSP\//m.test(bytes.toString('latin1'));
}
