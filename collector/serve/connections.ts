import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duration } from '../time/clock.ts';
import type { ServerLimits } from './limits.ts';

/** How far an answer had got when it was last seen to move. */
interface Progress {
  readonly sent: number;
  /** Monotonic. */
  readonly at: Duration;
}

/**
 * Bounds what open connections cost. Node counts how long a request takes to arrive; how long a
 * reader takes for the answer, and how many readers there are, is counted here.
 */
export class Connections {
  readonly #limits: ServerLimits;
  readonly #open = new Set<Socket>();
  readonly #slow = new Map<Socket, Progress>();
  /** When a connection last made a request, or had an answer to take; monotonic. */
  readonly #busyAt = new WeakMap<Socket, Duration>();
  readonly #queued = new WeakMap<Socket, number>();
  #queuedInAll = 0;
  #roomMadeAt = Number.NEGATIVE_INFINITY;
  #check: ReturnType<typeof setInterval> | undefined;

  /** `onFull` is called for every connection that is turned away. */
  constructor(server: Server, limits: ServerLimits, onFull: () => void) {
    this.#limits = limits;
    server.maxConnections = limits.connections;
    server.on('drop', () => {
      this.#makeRoom(server);
      onFull();
    });
    server.on('connection', (socket) => this.#opened(socket));
    server.on('close', () => clearInterval(this.#check));
  }

  /** A request has come in. */
  asked(socket: Socket): void {
    this.#busyAt.set(socket, performance.now());
  }

  /**
   * A request has come in behind an unfinished answer. False if one too many waits: then the connection
   * has been cut, as an answer to it would have to wait too.
   */
  queue(socket: Socket): boolean {
    const queued = (this.#queued.get(socket) ?? 0) + 1;
    const { pipelined, pipelinedInAll } = this.#limits;
    if (queued > pipelined || this.#queuedInAll >= pipelinedInAll) {
      stopParsing(socket);
      socket.destroy();
      return false;
    }
    this.#queued.set(socket, queued);
    this.#queuedInAll += 1;
    return true;
  }

  /** A request that was waiting has its answer, or will have none. */
  unqueue(socket: Socket): void {
    this.#queued.set(socket, (this.#queued.get(socket) ?? 1) - 1);
    this.#queuedInAll -= 1;
  }

  /** Closes what is only kept for later; not for each of many at once, which would cost more. */
  #makeRoom(server: Server): void {
    const now = performance.now();
    if (now - this.#roomMadeAt < this.#limits.check) return;
    this.#roomMadeAt = now;
    server.closeIdleConnections();
  }

  #opened(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#slow.delete(socket);
    });
    this.#check ??= setInterval(() => this.#cut(), this.#limits.check).unref();
  }

  /** Cuts readers who have not taken a whole answer for too long, and who only seem to ask for one. */
  #cut(): void {
    const now = performance.now();
    const { idle, headers, patience } = this.#limits;
    for (const socket of this.#open) {
      if (socket.writableLength === 0) {
        this.#slow.delete(socket);
        // Empty lines are no request to Node, so no time of a request runs, but they keep it from
        // counting the silence. Whoever has said something has asked by then, and had an answer.
        const busyAt = this.#busyAt.get(socket);
        if (busyAt !== undefined && now - busyAt >= patience + idle + headers) socket.destroy();
        continue;
      }
      if (this.#busyAt.has(socket)) this.#busyAt.set(socket, now);
      const sent = socket.bytesWritten - socket.writableLength;
      const before = this.#slow.get(socket);
      if (before === undefined || before.sent !== sent) this.#slow.set(socket, { sent, at: now });
      else if (now - before.at >= this.#limits.answer) socket.destroy();
    }
  }
}

/**
 * Node parses whatever it has read of a connection, 64 kB or 3,000 requests, also when the connection
 * has been destroyed by the first of them: a few hundred connections of that kind took a gigabyte. A 2
 * means to the parser that another protocol begins after these headers, where it stops. What Node has
 * in the open does not reach it: `pause()` waits for the end of what was read.
 */
function stopParsing(socket: Socket & { parser?: { onIncoming: () => number } | null }): void {
  if (socket.parser) socket.parser.onIncoming = () => 2;
}
