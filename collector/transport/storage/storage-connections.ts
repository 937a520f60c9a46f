import type { Socket } from 'node:net';
import type { buildConnector as Connecting, Dispatcher } from 'undici';
import type { Proxies } from '../../sources/proxies.ts';
import { type Duration, seconds } from '../../time/clock.ts';
import { counted } from '../counted-socket.ts';
import { buildConnector, EnvHttpProxyAgent, Pool } from '../undici.ts';

/** Requests under way at once: 740 objects of 3 ms each are put in half a second by eight. */
export const requestsAtOnce = 8;

/**
 * What an answer may have on the wire beside its body: 16 kB of headers, and the framing of chunks, which in
 * chunks of 512 bytes is a fiftieth of 8 MB.
 */
const bytesBeside = 256 * 1024;

const connectDirectly = buildConnector({ timeout: seconds(4), allowH2: false });

/** Until a proxy has made a way. undici takes its word for an answer, and waits five minutes for it, or for ever where it comes by drops. */
const proxyDeadline: Duration = seconds(8);

/** Connects as undici does through a proxy, within the deadline: its own way hears a signal among the options. */
function withinDeadline(connect: Connecting.connector): Connecting.connector {
  return (options, callback) => {
    const signal = AbortSignal.timeout(proxyDeadline);
    const bounded: Connecting.Options & { readonly signal: AbortSignal } = { ...options, signal };
    connect(bounded, callback);
  };
}

/** A connection brought more than any answer that was awaited may have. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
}

/**
 * Connections to a storage, which are kept for the next request. One on which more than `mostAwaited` bytes
 * (and a little beside them) come in after a request is cut, whatever they are: undici's own limits let a
 * storage send interim answers without end, or chunks of one byte with 60 kB of extensions each.
 */
export function storageConnections(proxies: Proxies, mostAwaited: () => number): Dispatcher {
  const watch = (socket: Socket) => {
    let written = 0;
    let read = 0;
    let readBefore = 0;
    return () => {
      // One request after another: what is written is the next one.
      if (socket.bytesWritten !== written) readBefore = read;
      written = socket.bytesWritten;
      read = socket.bytesRead;
      if (read - readBefore > mostAwaited() + bytesBeside) socket.destroy(new TooManyBytes());
    };
  };
  return new EnvHttpProxyAgent({
    // Empty rather than absent: undici would look into the environment itself.
    httpProxy: proxies.http?.href ?? '',
    httpsProxy: proxies.https?.href ?? '',
    noProxy: proxies.noProxy,
    allowH2: false,
    factory(to, { connect }: { connect?: unknown }) {
      // undici hands its own way of connecting in where it goes through the proxy.
      const isProxied = typeof connect === 'function';
      const connector = isProxied
        ? withinDeadline(connect as Connecting.connector)
        : connectDirectly;
      return new Pool(to, {
        connections: requestsAtOnce,
        pipelining: 1,
        allowH2: false,
        connect: counted(connector, watch),
      });
    },
  });
}
