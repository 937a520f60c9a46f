import type { IncomingMessage, ServerResponse } from 'node:http';
import { readHttpDate } from '../time/http-date.ts';
import { openToAll } from './common-headers.ts';
import { chooseCoding, matchesEtag } from './negotiate.ts';
import { type PreparedAnswer, prepare } from './prepared.ts';
import type { RequestHead } from './request-head.ts';
import type { Resource } from './resource.ts';

/** Sends a file in the coding that serves the reader best, or that it is what the reader has. */
export function sendResource(
  request: IncomingMessage,
  head: RequestHead,
  response: ServerResponse,
  resource: Resource,
): void {
  const answer = prepare(resource, chooseCoding(head.acceptEncoding), openToAll);
  if (isUnchanged(head, answer)) {
    response.writeHead(304, answer.headersOfUnchanged as string[]).end();
    return;
  }
  response.writeHead(200, answer.headers as string[]);
  if (request.method === 'HEAD') response.end();
  else if (answer.text === null) response.end(answer.body);
  else response.end(answer.text, 'latin1');
}

/** `If-None-Match` decides where it is given; `If-Modified-Since` only without it (RFC 9110). */
function isUnchanged(
  { ifNoneMatch, ifModifiedSince }: RequestHead,
  { etag, lastModified }: PreparedAnswer,
): boolean {
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, etag);
  // What is no HTTP date gives NaN, which compares with nothing.
  return ifModifiedSince !== undefined && lastModified <= readHttpDate(ifModifiedSince);
}
