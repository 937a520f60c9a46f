import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const bundles = new URL('../../widget/dist/', import.meta.url);

/** A built bundle, by its name in `widget/dist`. */
export function readBundle(name: string): Buffer {
  return readFileSync(new URL(name, bundles));
}

/** Answers a request in its own way. */
export type Answer = (response: ServerResponse) => void;

const isAnswer = (found: unknown): found is Answer => typeof found === 'function';

/**
 * Serves the built bundles under `/w/`, and other content by path: text as JavaScript where the
 * path ends so, else as HTML; a function answers as it likes; everything else is JSON, bytes as
 * they are.
 */
export async function serveWidget(
  content: Readonly<Record<string, unknown>>,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const found = content[path];
    if (path.startsWith('/w/')) {
      response.setHeader('content-type', 'text/javascript');
      response.end(readBundle(path.slice('/w/'.length)));
    } else if (typeof found === 'string') {
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
      response.setHeader('content-type', type);
      response.end(found);
    } else if (isAnswer(found)) {
      found(response);
    } else {
      response.statusCode = found === undefined ? 404 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(found instanceof Uint8Array ? found : JSON.stringify(found ?? null));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
