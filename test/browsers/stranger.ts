import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's server, which lets everybody in and notes who has come. */
export class Stranger implements AsyncDisposable {
  readonly #server: Server;
  /** What it was asked for, or that somebody began to speak with it. */
  readonly asked: readonly string[];
  /** Its name and port. */
  readonly host: string;

  private constructor(server: Server, asked: readonly string[]) {
    this.#server = server;
    this.asked = asked;
    this.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<Stranger> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*');
      response.end('{}');
    });
    // As https, of which it knows nothing.
    server.on('clientError', (_, socket) => {
      asked.push('something that is no HTTP');
      socket.destroy();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new Stranger(server, asked);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
