import type { IncomingMessage } from 'node:http';
import { embedPathOf } from '../feed/embed/embed-files.ts';

const fragment = '/v1/embed/ticker.html';

/** The path of what is asked for. A query counts for the fragments alone. */
export function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/';
  const end = target.indexOf('?');
  if (end === -1) return target;
  const path = target.slice(0, end);
  return path === fragment
    ? `/v1/${embedPathOf(new URLSearchParams(target.slice(end))) ?? 'nothing'}`
    : path;
}
