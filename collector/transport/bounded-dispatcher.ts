import { buildConnector, Client } from 'undici';
import { seconds } from '../time/clock.ts';

const connect = buildConnector({ timeout: seconds(4) });

/**
 * A connection of its own for one request to `origin`, which calls `onOverflow` once more than
 * `wireBytes` have come in on the socket, whatever they are: headers, interim answers, what frames
 * chunks, trailers, garbage after the answer. undici's own limits count none of these together: a
 * body of one-byte chunks can bring 60 kB of chunk extensions with each byte.
 *
 * Upstreams are asked minutes apart, so no connection is kept for the next request. Answers with
 * more than 16 kB of headers are refused by undici's parser. To be destroyed by its user.
 */
export function boundedDispatcher(origin: string, wireBytes: number, onOverflow: () => void) {
  return new Client(origin, {
    pipelining: 0,
    maxHeaderSize: 16 * 1024,
    connect(options, callback) {
      connect(options, (...result) => {
        // Before undici's own listener, so that it parses at most one more read (64 kB).
        const socket = result[1];
        socket?.on('readable', () => {
          if (socket.bytesRead > wireBytes) onOverflow();
        });
        callback(...result);
      });
    },
  });
}
