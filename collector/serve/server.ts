import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Duration, seconds } from '../time/clock.ts';
import { allowed, openToAll } from './common-headers.ts';
import { Connections } from './connections.ts';
import type { FeedContent } from './feed-content.ts';
import type { Late } from './late.ts';
import { type ServerLimits, standardLimits } from './limits.ts';
import { type LiveResource, sendLive } from './live-resource.ts';
import { createServer } from './node-http.ts';
import { PortError } from './port-error.ts';
import { type ProblemType, problems, rawProblem, sendProblem } from './problem.ts';
import { faultOf, faultOfBytes } from './request-fault.ts';
import { type RequestHead, readHead } from './request-head.ts';
import { pathOf } from './request-path.ts';
import type { Resource, Resources } from './resource.ts';
import { sendResource } from './send-resource.ts';

export interface FeedServerOptions {
  /** `null` where there is no feed and never will be. */
  readonly content: FeedContent | null;
  /** Files beside the feed: the widget, pages. */
  readonly assets: Resources;
  /** When these files are there; absent where they are from the start. */
  readonly lateAssets?: Late;
  /** What is made for each request: probes and metrics. By path. */
  readonly live?: ReadonlyMap<string, LiveResource>;
  readonly limits?: ServerLimits;
  /** The variable that says where it listens, where that is not `NALSSI_HOST` and `PORT`. */
  readonly setting?: string;
  /** Hears of every answer. */
  readonly onAnswer?: (status: number) => void;
  /** Hears of every connection that is turned away because there are too many. */
  readonly onFull?: () => void;
  /** Hears of a request that failed for a reason of ours. */
  readonly onError: (error: unknown) => void;
}

/** The HTTP server of the feed: GET and HEAD of what is in memory, nothing from the file system. */
export class FeedServer {
  readonly #server: Server;
  readonly #options: FeedServerOptions;
  readonly #limits: ServerLimits;
  readonly #connections: Connections;
  /** Connections whose last answer is on its way. */
  readonly #ending = new WeakSet<Duplex>();

  constructor(options: FeedServerOptions) {
    const { limits = standardLimits, onFull = () => undefined } = options;
    this.#options = options;
    this.#limits = limits;
    this.#server = createServer({
      requestTimeout: limits.request,
      headersTimeout: limits.headers,
      keepAliveTimeout: limits.idle,
      connectionsCheckingInterval: limits.check,
      maxHeaderSize: limits.headerBytes,
      // Node's own answer to a missing Host would lack our headers.
      requireHostHeader: false,
      insecureHTTPParser: false,
      // Nobody reads the body of a GET.
      optimizeEmptyRequests: true,
    });
    // They are counted here: Node would leave out what is more in silence. One more than may come is
    // enough to be told; of 4,000 connections with 1,900 each, all would be kept until the last.
    this.#server.maxHeadersCount = limits.headerCount + 1;
    this.#server.maxRequestsPerSocket = limits.requestsPerConnection;
    this.#connections = new Connections(this.#server, limits, onFull);
    const handle = (request: IncomingMessage, response: ServerResponse) =>
      this.#handle(request, response);
    this.#server.on('request', handle);
    // Nobody reads a body, so nobody is told to go on with it.
    this.#server.on('checkContinue', handle);
    this.#server.on('checkExpectation', (_, response) =>
      this.#refuse(response, 'expectation-failed', 'Send the request without Expect.'),
    );
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
      this.#refuseBytes(socket, ...faultOfBytes(error)),
    );
    this.#server.on('connect', (_, socket) => {
      // Node hands the connection over, errors included: unheard, a reset would end the process.
      socket.on('error', () => socket.destroy());
      this.#refuseBytes(socket, 'method-not-allowed', 'This was CONNECT.');
    });
  }

  /** `/weather` where readers find us at `https://paper.example/weather/`; none without. */
  prefix = '';

  /** Starts to listen; returns the port. Throws PortError. */
  async listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const refuse = (error: Error) =>
        reject(new PortError(host, port, error, this.#options.setting));
      this.#server.once('error', refuse);
      this.#server.listen(port, host, () => {
        this.#server.off('error', refuse);
        // A connection that could not be taken, for want of a file descriptor say: others will be.
        this.#server.on('error', this.#options.onError);
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** Stops listening, lets running answers finish for `grace`, then cuts what is left. */
  async close(grace: Duration = seconds(5)): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const cut = setTimeout(() => this.#server.closeAllConnections(), grace);
    await closed;
    clearTimeout(cut);
  }

  /** Nearly every request is for something that is there: no promise is made for those. */
  #handle(request: IncomingMessage, response: ServerResponse): void {
    this.#connections.asked(request.socket);
    // Without a socket yet it waits behind an answer to the same connection.
    if (response.socket === null) {
      const { socket } = request;
      if (!this.#connections.queue(socket)) return;
      response.once('close', () => this.#connections.unqueue(socket));
    }
    const head = readHead(request);
    if (head.hasBody) this.#endAfter(response);
    try {
      const fault = faultOf(request, head, this.#limits);
      if (fault !== null) {
        this.#refuse(response, fault.type, fault.detail);
        return;
      }
      if (request.method === 'GET' || request.method === 'HEAD') {
        const resource = this.#find(pathOf(request, this.prefix));
        if (resource !== undefined) {
          sendResource(request, head, response, resource);
          this.#options.onAnswer?.(response.statusCode);
          return;
        }
      }
    } catch (error) {
      this.#fail(response, error);
      return;
    }
    this.#answer(request, head, response)
      .catch((error: unknown) => this.#fail(response, error))
      .finally(() => this.#options.onAnswer?.(response.statusCode));
  }

  /** Answers a request that is none, and ends the connection: what follows cannot be trusted. */
  #refuse(response: ServerResponse, type: ProblemType, detail: string): void {
    this.#endAfter(response);
    for (const [name, value] of Object.entries(openToAll)) response.setHeader(name, value);
    sendProblem(response, type, detail);
    this.#options.onAnswer?.(response.statusCode);
  }

  /** Makes an answer the last of its connection. */
  #endAfter(response: ServerResponse): void {
    response.shouldKeepAlive = false;
    this.#ending.add(response.req.socket);
  }

  /** Does the same where Node has no request to answer to. */
  #refuseBytes(socket: Duplex, type: ProblemType, detail: string): void {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    // Never into the middle of an answer, or after the last.
    if (socket.writableLength === 0 && !this.#ending.has(socket)) {
      const headers = { ...openToAll, ...(type === 'method-not-allowed' && allowed) };
      socket.write(rawProblem(type, detail, headers));
      this.#options.onAnswer?.(problems[type].status);
    }
    socket.end(() => socket.destroy());
  }

  #find(path: string): Resource | undefined {
    return this.#options.content?.resources.get(path) ?? this.#options.assets.get(path);
  }

  #fail(response: ServerResponse, error: unknown): void {
    this.#options.onError(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const [name, value] of Object.entries(openToAll)) response.setHeader(name, value);
    sendProblem(response, 'internal-error', 'The log of the server has the reason.');
  }

  async #answer(
    request: IncomingMessage,
    head: RequestHead,
    response: ServerResponse,
  ): Promise<void> {
    for (const [name, value] of Object.entries(openToAll)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...allowed, 'Access-Control-Allow-Methods': allowed.Allow });
      response.end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendProblem(response, 'method-not-allowed', `This was ${request.method}.`, allowed);
      return;
    }
    const path = pathOf(request, this.prefix);
    const { content, live: made, lateAssets } = this.#options;
    const isOfFeed = path.startsWith('/v1/');
    const late = isOfFeed ? content?.whole : lateAssets;
    // Of the very first edition the files that every reader needs are there before the others.
    for (const each of isOfFeed ? [content?.first, late] : [late]) {
      if (each?.isThere !== false || made?.has(path) === true || this.#find(path)) continue;
      await each.within(this.#limits.patience);
      if (!each.isThere) break;
    }
    const live = made?.get(path);
    if (live !== undefined) {
      await sendLive(request, response, live);
      return;
    }
    const resource = this.#find(path);
    if (resource !== undefined) {
      for (const name of Object.keys(openToAll)) response.removeHeader(name);
      sendResource(request, head, response, resource);
    } else if (late?.isThere === false) {
      const feed =
        content?.first.isThere === true ? 'The feed is not complete' : 'There is no feed';
      const what = late === lateAssets ? 'These files are not read' : feed;
      sendProblem(response, 'starting', `${what} yet.`, { 'Retry-After': '2' });
    } else {
      sendProblem(response, 'not-found', 'The feeds are listed in /v1/index.json.');
    }
  }
}
