import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Files of a feed by their path below the server, and what time it was by the clock of that. */
export interface Feed {
  readonly files: ReadonlyMap<string, string>;
  readonly date: number;
}

/** A feed as it was served at one moment, for whoever looks later: its clock goes on from then. */
export class FeedRecord implements AsyncDisposable {
  readonly #server: Server;
  readonly address: string;

  private constructor(server: Server) {
    this.#server = server;
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** `page`: folder of the page for operators, to be served at `/ops/`. */
  static async serve({ files, date }: Feed, page?: string): Promise<FeedRecord> {
    const ahead = date - Date.now();
    const server = createServer(async ({ url = '' }, response) => {
      const path = url.replace(/\?.*$/, '');
      const name = path.replace(/^\/ops\//, '') || 'index.html';
      const isPage = page !== undefined && path.startsWith('/ops/');
      const file = isPage ? await readFile(join(page, name)).catch(() => null) : null;
      const body = files.get(path) ?? file;
      response.setHeader('Date', new Date(Date.now() + ahead).toUTCString());
      response.setHeader('Content-Type', typeOf(name));
      response.writeHead(body === null ? 404 : 200).end(body ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FeedRecord(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

function typeOf(name: string): string {
  if (name.endsWith('.html')) return 'text/html; charset=utf-8';
  if (name.endsWith('.js')) return 'text/javascript';
  return name.endsWith('.svg') ? 'image/svg+xml' : 'application/json';
}
