import type { Source } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import { minutes } from '../time/clock.ts';
import type { Download } from './download.ts';

/** Where an upstream asks for fewer requests and names no time. */
const usualWait = minutes(10);

/**
 * What an answer with another HTTP status than 200 means. The body says it better than the status,
 * except for a time in `Retry-After`, which is kept unless the body asks for a longer rest.
 */
export function errorOfAnswer(source: Source<unknown>, answer: Download): SourceError {
  const said = source.readFailure?.(answer.bytes) ?? null;
  const byStatus = errorOfStatus(source, answer);
  if (said === null) return byStatus;
  const isLongRest = said.remedy === 'day' || said.remedy === 'person';
  if (isLongRest || byStatus.remedy !== 'wait' || answer.retryAfter === null) return said;
  return new SourceError(source.id, byStatus.code, byStatus.detail, {
    retryAfter: Math.max(answer.retryAfter, said.retryAfter ?? 0),
  });
}

/** A 401 or 403 blames the key only of a source that has one. */
function errorOfStatus(source: Source<unknown>, { status, retryAfter }: Download): SourceError {
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
