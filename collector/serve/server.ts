import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { embedPathOf } from '../feed/embed/embed-files.ts';
import { type Duration, seconds } from '../time/clock.ts';
import type { FeedContent } from './feed-content.ts';
import { chooseCoding, matchesEtag } from './negotiate.ts';
import { type PreparedAnswer, prepare } from './prepared.ts';
import { sendProblem } from './problem.ts';
import type { Resource, Resources } from './resource.ts';

/** The feed is for every page on the web, errors included; nothing here depends on who asks. */
const openToAll = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Age, Date, Last-Modified',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Timing-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** How long a request for the feed waits for the first publish before it is told to come again. */
const patience: Duration = seconds(10);

/** An answer that is made when it is asked for, and never cached. */
export type LiveResource = (request: IncomingMessage) => Promise<{
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}>;

export interface FeedServerOptions {
  readonly content: FeedContent;
  /** Files beside the feed: the widget, pages. */
  readonly assets: Resources;
  /** What is made for each request: probes and metrics. By path. */
  readonly live?: ReadonlyMap<string, LiveResource>;
  /** Hears of every answer. */
  readonly onAnswer?: (status: number) => void;
  /** Hears of a request that failed for a reason of ours. */
  readonly onError: (error: unknown) => void;
}

/** The HTTP server of the feed: GET and HEAD of what is in memory, nothing from the file system. */
export class FeedServer {
  readonly #server: Server;
  readonly #options: FeedServerOptions;

  constructor(options: FeedServerOptions) {
    this.#options = options;
    this.#server = createServer({
      requestTimeout: seconds(15),
      headersTimeout: seconds(10),
      // Nobody reads the body of a GET.
      optimizeEmptyRequests: true,
    });
    this.#server.on('request', (request, response) => this.#handle(request, response));
  }

  /** Starts to listen; returns the port. Throws PortError. */
  async listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error) => reject(new PortError(host, port, error)));
      this.#server.listen(port, host, () => {
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
    try {
      if (request.method === 'GET' || request.method === 'HEAD') {
        const resource = this.#find(pathOf(request));
        if (resource !== undefined) {
          send(request, response, resource);
          this.#options.onAnswer?.(response.statusCode);
          return;
        }
      }
    } catch (error) {
      this.#fail(response, error);
      return;
    }
    this.#answer(request, response)
      .catch((error: unknown) => this.#fail(response, error))
      .finally(() => this.#options.onAnswer?.(response.statusCode));
  }

  #find(path: string): Resource | undefined {
    return this.#options.content.resources.get(path) ?? this.#options.assets.get(path);
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

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(openToAll)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { Allow: 'GET, HEAD', 'Access-Control-Allow-Methods': 'GET, HEAD' });
      response.end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendProblem(response, 'method-not-allowed', `This was ${request.method}.`, {
        Allow: 'GET, HEAD',
      });
      return;
    }
    const path = pathOf(request);
    const live = this.#options.live?.get(path);
    if (live !== undefined) {
      await sendLive(request, response, live);
      return;
    }
    if (path.startsWith('/v1/') && !this.#options.content.isReady) await this.#firstPublish();
    const resource = this.#find(path);
    if (resource !== undefined) {
      for (const name of Object.keys(openToAll)) response.removeHeader(name);
      send(request, response, resource);
    } else if (path.startsWith('/v1/') && !this.#options.content.isReady) {
      sendProblem(response, 'starting', 'No source has answered yet.', { 'Retry-After': '2' });
    } else {
      sendProblem(response, 'not-found', 'The feeds are listed in /v1/index.json.');
    }
  }

  async #firstPublish(): Promise<void> {
    const { promise: patienceEnds, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patience);
    await Promise.race([this.#options.content.ready, patienceEnds]);
    clearTimeout(timer);
  }
}

/** The server could not listen. */
export class PortError extends Error {
  override readonly name = 'PortError';

  constructor(host: string, port: number, cause: Error) {
    const code = 'code' in cause ? String(cause.code) : '';
    super(
      {
        EADDRINUSE: `Port ${port} on ${host} is in use. Stop what listens there, or choose another port with PORT=${port + 1}.`,
        EACCES: `Port ${port} needs more rights than this process has. Choose a port above 1023 with PORT.`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Correct NALSSI_HOST.`,
        ENOTFOUND: `The name ${host} cannot be resolved. Correct NALSSI_HOST.`,
      }[code] ?? `Cannot listen on ${host}:${port} (${code || cause.message}).`,
      { cause },
    );
  }
}

async function sendLive(
  request: IncomingMessage,
  response: ServerResponse,
  live: LiveResource,
): Promise<void> {
  const { status, contentType, body } = await live(request);
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const fragment = '/v1/embed/ticker.html';

/** The path of what is asked for. A query counts for the fragments alone. */
function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/';
  const end = target.indexOf('?');
  if (end === -1) return target;
  const path = target.slice(0, end);
  return path === fragment
    ? `/v1/${embedPathOf(new URLSearchParams(target.slice(end))) ?? 'nothing'}`
    : path;
}

function send(request: IncomingMessage, response: ServerResponse, resource: Resource): void {
  const coding = chooseCoding(headerOf(request, 'accept-encoding'));
  const answer = prepare(resource, coding, openToAll);
  if (isUnchanged(request, answer)) {
    response.writeHead(304, answer.headersOfUnchanged as string[]).end();
    return;
  }
  response.writeHead(200, answer.headers as string[]);
  if (request.method === 'HEAD') response.end();
  else if (answer.text === null) response.end(answer.body);
  else response.end(answer.text, 'latin1');
}

/** `If-None-Match` decides where it is given; `If-Modified-Since` only without it (RFC 9110). */
function isUnchanged(request: IncomingMessage, { etag, lastModified }: PreparedAnswer): boolean {
  const ifNoneMatch = headerOf(request, 'if-none-match');
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, etag);
  const ifModifiedSince = headerOf(request, 'if-modified-since');
  if (ifModifiedSince === undefined) return false;
  const since = Date.parse(ifModifiedSince);
  return !Number.isNaN(since) && lastModified <= since;
}

/**
 * A header that may be a list. Node would first copy all headers into an object, which costs more
 * than looking for three among them.
 */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const candidate = rawHeaders[at];
    if (candidate?.length !== name.length || candidate.toLowerCase() !== name) continue;
    found = found === undefined ? rawHeaders[at + 1] : `${found}, ${rawHeaders[at + 1]}`;
  }
  return found;
}
