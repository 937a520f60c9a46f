import { SourceError } from '../source-error.ts';
import type { TableSourceId } from '../source-id.ts';

/**
 * An answer that begins with the hub's first line has its last line too, unless it was cut. Without
 * help some have neither. Throws SourceError with code malformed.
 */
export function checkEnd(source: TableSourceId, text: string): void {
  if (!text.trimStart().startsWith('#START7777')) return;
  if (text.slice(-200).includes('#7777END')) return;
  throw new SourceError(source, 'malformed', 'it breaks off before its last line');
}
