import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatMap, mapRowOf, mapStampOf } from './kma-map-format.ts';
import type { Recording } from './recording.ts';

/** Answers one request, well or badly. */
export type Responder = (request: IncomingMessage, response: ServerResponse) => void;

/** Path of KMA's national map of current weather. */
export const mapPath = '/XML/weather/sfc_web_map.xml';

/**
 * A KMA on loopback: it speaks the wire formats of the real one, from recorded data, and misbehaves
 * when told to.
 */
export class Upstream {
  readonly #server = createServer();
  #responder: Responder;
  /** Requests that have come in so far. */
  requests = 0;

  constructor(recording: Recording) {
    this.#responder = mapResponder(recording);
    this.#server.on('request', (request, response) => {
      this.requests += 1;
      response.on('error', () => undefined);
      if (request.url === mapPath) this.#responder(request, response);
      else response.writeHead(404).end();
    });
  }

  /** Starts to listen on loopback; returns the base URL. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on answers with `recording`. */
  serve(recording: Recording): void {
    this.#responder = mapResponder(recording);
  }

  /** From now on answers as `responder` does. */
  answer(responder: Responder): void {
    this.#responder = responder;
  }

  /** Stops listening and cuts every connection: from then on connections are refused. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

function mapResponder({ observedAt, observations }: Recording): Responder {
  return sendXml(formatMap(mapStampOf(observedAt), observations.map(mapRowOf)));
}

/** Answers with a document as KMA does. */
export function sendXml(body: string | Uint8Array): Responder {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/xml' }).end(body);
  };
}
