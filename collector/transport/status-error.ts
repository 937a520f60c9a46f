import type { Source } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import { minutes } from '../time/clock.ts';
import type { Download } from './download.ts';

/** Where an upstream asks for fewer requests and names no time. */
const usualWait = minutes(10);

/**
 * What an HTTP status other than 200 means, where the body does not say it better. A 401 or 403
 * blames the key only of a source that has one.
 */
export function errorOfStatus(source: Source, { status, retryAfter }: Download): SourceError {
  const detail = `HTTP status ${status}`;
  if (status === 429 || (status === 503 && retryAfter !== null)) {
    return new SourceError(source.id, 'too-many-requests', detail, {
      retryAfter: retryAfter ?? usualWait,
    });
  }
  if ((status === 401 || status === 403) && source.keys.length > 0) {
    return new SourceError(source.id, 'auth', detail);
  }
  if (status >= 500) return new SourceError(source.id, 'http-server-error', detail);
  return new SourceError(source.id, 'http-client-error', detail);
}
