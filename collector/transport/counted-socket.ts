import type { Socket } from 'node:net';
import type { buildConnector as Connecting } from 'undici';

/**
 * Connects as `connect` does. `watch` is called with each new connection, and what it returns whenever bytes
 * have come in: before undici's own listener, so that undici parses at most one more read (64 kB).
 */
export function counted(
  connect: Connecting.connector,
  watch: (socket: Socket) => () => void,
): Connecting.connector {
  return (options, callback) =>
    connect(options, (...result) => {
      const socket = result[1];
      socket?.on('readable', watch(socket));
      callback(...result);
    });
}
