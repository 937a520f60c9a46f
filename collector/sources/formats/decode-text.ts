import { TextDecoder as StandardTextDecoder } from '@exodus/bytes/encoding.js';
import { SourceError } from '../source-error.ts';
import type { UpstreamId } from '../source-id.ts';

/**
 * Text of an answer that is UTF-8 or EUC-KR (with the 8,822 syllables that Windows adds), whatever
 * its headers and prolog claim: UTF-8 is tried first, and EUC-KR is hardly ever valid UTF-8.
 * Throws SourceError with code encoding.
 */
export function decodeText(source: UpstreamId, bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new StandardTextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding; the last one's failure is reported below.
    }
  }
  throw new SourceError(source, 'encoding', `${bytes.length} bytes in no known encoding`);
}
