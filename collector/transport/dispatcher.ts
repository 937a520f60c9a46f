import type { Socket } from 'node:net';
import type { buildConnector as Connecting, Dispatcher } from 'undici';
import type { Proxies } from '../sources/proxies.ts';
import { type Duration, seconds } from '../time/clock.ts';
import { counted } from './counted-socket.ts';
import { buildConnector, Client, EnvHttpProxyAgent } from './undici.ts';

const connectDeadline: Duration = seconds(4);
/**
 * HTTP/1.1 only. undici offers HTTP/2 by itself, and reads it past every listener of the socket: the
 * bytes could not be counted, and a body would end with the memory.
 */
const connecting = { timeout: connectDeadline, allowH2: false } as const;
const connectDirectly = buildConnector(connecting);

/** The way out for one request. To be destroyed by its user, at the latest when it is aborted. */
export interface WayOut {
  readonly dispatcher: Dispatcher;
  /** The proxy that the request went to, without its password; `null` for none. */
  readonly proxy: () => string | null;
}

/**
 * A connection of its own for one request to `origin`, through the proxy that is meant for it. It
 * calls `onOverflow` once more than `wireBytes` have come in on the socket, whatever they are:
 * headers, interim answers, what frames chunks, trailers, garbage after the answer. undici's own
 * limits count none of these together: a body of one-byte chunks can bring 60 kB of chunk
 * extensions with each byte.
 *
 * Upstreams are asked minutes apart, so no connection is kept for the next request. Answers with
 * more than 16 kB of headers are refused by undici's parser. It makes an error for each header from
 * there to the end of what it has read, so where few bytes may come the cap on all of them comes first.
 */
export function wayOut(
  origin: string,
  proxies: Proxies,
  wireBytes: number,
  onOverflow: () => void,
): WayOut {
  const maxHeaderSize = wireBytes > 128 * 1024 ? 16 * 1024 : wireBytes;
  const clientTo = (to: string | URL, connect: Connecting.connector) =>
    new Client(to, { pipelining: 0, maxHeaderSize, allowH2: false, connect });
  const watch = (socket: Socket) => () => {
    if (socket.bytesRead > wireBytes) onOverflow();
  };
  const { http, https, noProxy } = proxies;
  if (http === null && https === null) {
    return { dispatcher: clientTo(origin, counted(connectDirectly, watch)), proxy: () => null };
  }
  let isProxied = false;
  const dispatcher = new EnvHttpProxyAgent({
    // Empty rather than absent: undici would look into the environment itself.
    httpProxy: http?.href ?? '',
    httpsProxy: https?.href ?? '',
    noProxy,
    allowH2: false,
    proxyTls: connecting,
    requestTls: connecting,
    factory(to, { connect }: { connect?: unknown }) {
      // undici hands its own way of connecting in where it goes through the proxy.
      isProxied = typeof connect === 'function';
      const connector = isProxied ? (connect as Connecting.connector) : connectDirectly;
      return clientTo(to, counted(connector, watch));
    },
  });
  const proxy = origin.startsWith('https:') ? https : http;
  return { dispatcher, proxy: () => (isProxied ? (proxy?.origin ?? null) : null) };
}
