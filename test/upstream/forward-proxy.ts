import { createServer, request as forward, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/**
 * A forward proxy on loopback, as a company has one: CONNECT for https, absolute targets for http.
 * It may want a user and password, refuse hosts, or say nothing.
 */
export class ForwardProxy implements AsyncDisposable {
  readonly #server = createServer();
  readonly #sockets = new Set<Socket>();
  /** What went through it: `CONNECT host:port` and `GET http://…`. */
  readonly passed: string[] = [];

  constructor(answer: 'passes' | 'refuses' | 'is silent' = 'passes', credentials = '') {
    const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const refusal = ({ headers }: IncomingMessage): number | null => {
      const isKnown = credentials === '' || headers['proxy-authorization'] === expected;
      if (!isKnown) return 407;
      return answer === 'refuses' ? 403 : null;
    };
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
    });
    this.#server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      this.passed.push(`CONNECT ${request.url}`);
      if (answer === 'is silent') return;
      const status = refusal(request);
      if (status !== null) {
        socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      const { hostname, port } = new URL(`http://${request.url}`);
      const upstream = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    });
    this.#server.on('request', (request, response) => {
      this.passed.push(`${request.method} ${request.url}`);
      if (answer === 'is silent') return;
      const status = refusal(request);
      if (status !== null) {
        response.writeHead(status).end();
        return;
      }
      const target = forward(String(request.url), { headers: request.headers }, (upstream) => {
        response.writeHead(upstream.statusCode ?? 502, upstream.headers);
        upstream.pipe(response);
      });
      target.on('error', () => response.destroy()).end();
    });
  }

  /** Starts to listen on loopback; returns `127.0.0.1:port`. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
