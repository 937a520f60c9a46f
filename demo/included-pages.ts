import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveResource } from '@nalssi/collector';
import { widgetDirectory } from './build-widget.ts';

const include = /<!--#include virtual="([^"]+)" -->/g;

/**
 * The page of the paper that has no script, with the weather put in by the server, as nginx and Apache
 * do by SSI: what it includes is asked for at this address.
 */
const sejong: LiveResource = async ({ socket }) => {
  const page = await readFile(join(widgetDirectory, 'site/demo/sejong/index.html'), 'utf8');
  const paths = new Set([...page.matchAll(include)].map(([, path = '']) => path));
  const fragments = new Map<string, string>();
  for (const path of paths) {
    // The server's own address, as this request has reached it.
    const { localAddress = '127.0.0.1', localPort } = socket;
    const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
    fragments.set(path, await fragmentAt(`http://${host}:${localPort}${path}`));
  }
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: page.replace(include, (_, path: string) => fragments.get(path) ?? ''),
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'",
    },
  };
};

/** As SSI does, nothing where it cannot be had: the page stands by itself. */
async function fragmentAt(address: string): Promise<string> {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}

/** Pages that are made when they are asked for, by path. */
export const includedPages: ReadonlyMap<string, LiveResource> = new Map([
  ['/demo/sejong/', sejong],
  ['/demo/sejong/index.html', sejong],
]);
