import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PassedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
}

/**
 * What becomes of a request: it passes; `lost` is answered 200 and goes nowhere; a number is the HTTP
 * status it is refused with; `silent` gets no answer; `retagged` passes, and its answer has entity tags
 * that are not true; `unheard` passes, and its answer does not come back.
 */
export type Fate = 'passes' | 'lost' | 'silent' | 'retagged' | 'unheard' | number;

/**
 * Stands between a collector and a storage on loopback. The host that a client has signed is the
 * gate's, and goes on as it came, so that signatures hold.
 */
export class StorageGate implements AsyncDisposable {
  readonly passed: PassedRequest[] = [];
  /** Decides on each request, from its arrival on. */
  fateOf: (request: PassedRequest) => Fate = () => 'passes';
  readonly #target: URL;
  readonly #server: Server;
  #waiting: ServerResponse[] = [];

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((request, response) => this.#decide(request, response));
  }

  static async before(target: URL): Promise<StorageGate> {
    const gate = new StorageGate(target);
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get endpoint(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  /** Requests that get no answer. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Cuts them off. */
  cut(): void {
    for (const response of this.#waiting) response.destroy();
    this.#waiting = [];
  }

  #decide(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url: target = '' } = request;
    this.passed.push({ method, target });
    const fate = this.fateOf({ method, target });
    if (fate === 'silent') {
      this.#waiting.push(response);
      return;
    }
    if (fate === 'passes' || fate === 'retagged' || fate === 'unheard') {
      this.#pass(request, response, fate);
      return;
    }
    request.resume();
    request.on('end', () => {
      response.writeHead(fate === 'lost' ? 200 : fate);
      response.end();
    });
  }

  #pass(request: IncomingMessage, response: ServerResponse, fate: Fate): void {
    const { method, url: path, headers } = request;
    const { hostname, port } = this.#target;
    const onward = forward({ hostname, port, method, path, headers }, (answer) => {
      const { statusCode = 502 } = answer;
      if (fate === 'unheard') {
        answer.resume();
        answer.on('end', () => response.destroy());
        return;
      }
      const said = { ...answer.headers };
      if (fate === 'retagged' && said.etag !== undefined) said.etag = `"${'0'.repeat(32)}"`;
      response.writeHead(statusCode, said);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
