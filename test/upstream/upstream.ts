import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UpstreamId } from '../../collector/sources/source-id.ts';
import type { UpstreamWarning } from './formats/warnings.ts';
import { routes } from './routes.ts';
import type { Weather } from './weather.ts';

/** Answers one request, well or badly. */
export type Responder = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * All of KMA's upstreams on one address on loopback: they speak the wire formats of the real ones,
 * from one weather, and misbehave when told to.
 */
export class Upstream {
  readonly #server = createServer();
  readonly #responders = new Map<UpstreamId, Responder>();
  readonly #targets: { source: UpstreamId; url: string }[] = [];
  #weather: () => Weather;
  #warnings: readonly UpstreamWarning[];
  #ahead: number | null = 0;

  /** `weather`: what it answers of, or what tells that at each request. */
  constructor(weather: Weather | (() => Weather), warnings: readonly UpstreamWarning[] = []) {
    this.#weather = typeof weather === 'function' ? weather : () => weather;
    this.#warnings = warnings;
    this.#server.on('request', (request, response) => {
      response.on('error', () => undefined);
      response.sendDate = false;
      if (this.#ahead !== null) {
        response.setHeader('Date', new Date(Date.now() + this.#ahead).toUTCString());
      }
      this.#answer(request, response);
    });
  }

  /** Starts to listen on loopback; returns the base URL. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on answers of this weather, and no longer badly. */
  serve(weather: Weather, warnings: readonly UpstreamWarning[] = this.#warnings): void {
    this.#weather = () => weather;
    this.#warnings = warnings;
    this.#responders.clear();
  }

  /** From now on these warnings are in force, and all else stays as it is. */
  warn(warnings: readonly UpstreamWarning[]): void {
    this.#warnings = warnings;
  }

  /** From now on the upstream of `source` answers as `responder` does. */
  answer(source: UpstreamId, responder: Responder): void {
    this.#responders.set(source, responder);
  }

  /** From now on the clock of the upstream is so many minutes ahead of this machine's. */
  setClock(minutesAhead: number): void {
    this.#ahead = minutesAhead * 60_000;
  }

  /** The targets that have been asked for of a source, oldest first. */
  targets(source: UpstreamId): string[] {
    return this.#targets.filter((target) => target.source === source).map(({ url }) => url);
  }

  /** From now on it tells no time: that of this machine is a lie to a collector whose clock is moved by hand. */
  hideClock(): void {
    this.#ahead = null;
  }

  /** Forgets what has been asked for, so that a month of it takes no memory. */
  forgetTargets(): void {
    this.#targets.length = 0;
  }

  /** Stops listening and cuts every connection: from then on connections are refused. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Answers as KMA does, whatever it was told. */
  respond(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://upstream');
    const route = routes.find(({ path }) => path === url.pathname);
    if (route === undefined) {
      response.writeHead(404).end();
      return;
    }
    const answer = route.answer(this.#weather(), url.searchParams, this.#warnings);
    const { contentType, body, etag } = answer;
    const headers = { 'Content-Type': contentType, ...(etag !== undefined && { ETag: etag }) };
    if (etag !== undefined && request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, headers).end(body);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://upstream');
    const route = routes.find(({ path }) => path === url.pathname);
    if (route === undefined) {
      response.writeHead(404).end();
      return;
    }
    this.#targets.push({ source: route.source, url: request.url ?? '' });
    const responder = this.#responders.get(route.source);
    if (responder !== undefined) {
      responder(request, response);
      return;
    }
    this.respond(request, response);
  }
}

/** Answers with a document as KMA does. */
export function sendXml(body: string | Uint8Array): Responder {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/xml' }).end(body);
  };
}
