import type { IncomingMessage } from 'node:http';
import { embedPathOf } from '../feed/embed/embed-files.ts';

const fragment = '/v1/embed/ticker.html';

/**
 * The path of what is asked for, without `prefix`, below which readers find us: some proxies take it away,
 * some do not. A query counts for the fragments alone.
 */
export function pathOf(request: IncomingMessage, prefix = ''): string {
  const whole = request.url ?? '/';
  const isBelow = prefix !== '' && whole.startsWith(prefix) && whole[prefix.length] === '/';
  const target = isBelow ? whole.slice(prefix.length) : whole;
  const end = target.indexOf('?');
  if (end === -1) return target;
  const path = target.slice(0, end);
  return path === fragment
    ? `/v1/${embedPathOf(new URLSearchParams(target.slice(end))) ?? 'nothing'}`
    : path;
}
