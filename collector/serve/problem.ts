import type { ServerResponse } from 'node:http';

/** Errors of the server as RFC 9457 problem details. */
export const problems = {
  'not-found': { status: 404, title: 'There is nothing at this address.' },
  'method-not-allowed': { status: 405, title: 'Only GET and HEAD are served.' },
  starting: { status: 503, title: 'The feed is starting. Ask again in a moment.' },
  'internal-error': { status: 500, title: 'The server failed on this request.' },
} as const;
export type ProblemType = keyof typeof problems;

export function sendProblem(
  response: ServerResponse,
  type: ProblemType,
  detail: string,
  headers: Record<string, string> = {},
): void {
  const { status, title } = problems[type];
  const body = JSON.stringify({ type: `/problems/${type}`, title, status, detail });
  response.writeHead(status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
