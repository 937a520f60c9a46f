import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from './node-http.ts';

/** Errors of the server as RFC 9457 problem details. */
export const problems = {
  'bad-request': { status: 400, title: 'This is no request that HTTP knows.' },
  'not-found': { status: 404, title: 'There is nothing at this address.' },
  'method-not-allowed': { status: 405, title: 'Only GET and HEAD are served.' },
  'request-timeout': { status: 408, title: 'The request did not arrive in time.' },
  'uri-too-long': { status: 414, title: 'The address is too long.' },
  'expectation-failed': { status: 417, title: 'Nothing can be expected of this server.' },
  'headers-too-large': { status: 431, title: 'The headers are too many or too long.' },
  'not-implemented': { status: 501, title: 'This form is not spoken here.' },
  starting: { status: 503, title: 'The feed is starting. Ask again in a moment.' },
  'internal-error': { status: 500, title: 'The server failed on this request.' },
} as const;
export type ProblemType = keyof typeof problems;

/** A problem as RFC 9457 writes it. */
export function problemOf(type: ProblemType, detail: string) {
  const { status, title } = problems[type];
  return { type: `/problems/${type}`, title, status, detail };
}

export function sendProblem(
  response: ServerResponse,
  type: ProblemType,
  detail: string,
  headers: Record<string, string> = {},
): void {
  const body = bodyOf(type, detail);
  response.writeHead(problems[type].status, { ...headersOf(body), ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** A problem as bytes, for a connection on which Node could make out no request. */
export function rawProblem(
  type: ProblemType,
  detail: string,
  headers: Record<string, string>,
): string {
  const { status } = problems[type];
  const body = bodyOf(type, detail);
  const lines = Object.entries({
    ...headers,
    ...headersOf(body),
    Date: new Date().toUTCString(),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

function bodyOf(type: ProblemType, detail: string): string {
  return JSON.stringify(problemOf(type, detail));
}

function headersOf(body: string): Record<string, string | number> {
  return {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  };
}
