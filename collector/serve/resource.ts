import type { OutgoingHttpHeaders } from 'node:http';
import type { EncodedFile } from '../publish/encode.ts';

/** Something the server can send: a file in all its codings, and the headers that belong to it. */
export interface Resource {
  readonly file: EncodedFile;
  readonly contentType: string;
  readonly cacheControl: string;
  /** HTTP date. */
  readonly lastModified: string;
  readonly headers?: OutgoingHttpHeaders;
}

/** Resources by absolute path. What is not in here does not exist. */
export type Resources = ReadonlyMap<string, Resource>;

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  txt: 'text/plain; charset=utf-8',
};

export function contentTypeOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const known = Object.hasOwn(contentTypes, extension) ? contentTypes[extension] : undefined;
  return known ?? 'application/octet-stream';
}

/**
 * Headers of a page: it may load its own scripts and styles, and feeds from anywhere; it may stand
 * in anybody's frame. Other files need none.
 */
export function pageHeadersOf(contentType: string): OutgoingHttpHeaders {
  return contentType.startsWith('text/html') ? { 'Content-Security-Policy': pagePolicy } : {};
}

const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https:; base-uri 'none'; form-action 'none'";

/**
 * Headers of a page of the feed. Where another process publishes it, it is somebody else's, and would run as the site
 * that it is served from, which may be a newspaper's own: in a sandbox it runs as nobody.
 */
export function feedPageHeadersOf(contentType: string): OutgoingHttpHeaders {
  if (!contentType.startsWith('text/html')) return {};
  const sandbox = 'sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox';
  return { 'Content-Security-Policy': `${pagePolicy}; ${sandbox}` };
}
