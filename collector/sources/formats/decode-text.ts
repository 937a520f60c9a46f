import { TextDecoder as StandardTextDecoder } from '@exodus/bytes/encoding.js';
import { SourceError } from '../source-error.ts';
import type { UpstreamId } from '../source-id.ts';

/** U+FFFD stands for bytes that are no character. No number, word or name of KMA's holds it. */
const isReplacement = (code: number) => code === 0xfffd;

/** So many may be no character in any answer: the rows they stand in are left out alone. */
const fewDamaged = 20;

/** More are damage too, and not another encoding, up to this share of all characters beyond ASCII. */
const damagedShare = 0.05;

/** But never more than this share of all characters. */
const mostDamaged = 0.02;

/**
 * Text of an answer that is UTF-8 or EUC-KR (with the 8,822 syllables that Windows adds), whatever
 * its headers and prolog claim: UTF-8 is tried first, and EUC-KR is hardly ever valid UTF-8. A few
 * bytes that are no character become U+FFFD each, in the encoding that has the fewer of them. What
 * stands around the text, marks of byte order, blank lines and NULs, is left out. Throws SourceError
 * with code encoding.
 */
export function decodeText(source: UpstreamId, answer: Uint8Array): string {
  const bytes = withoutMark(answer);
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return withoutPadding(new StandardTextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch {
      // Not in this encoding, or damaged.
    }
  }
  const [utf8, eucKr] = ['utf-8', 'euc-kr'].map((encoding) => {
    const text = new StandardTextDecoder(encoding).decode(bytes);
    return { text, damaged: countOf(text, isReplacement) };
  }) as [Decoded, Decoded];
  const { text, damaged } = eucKr.damaged < utf8.damaged ? eucKr : utf8;
  if (isDamaged(text, damaged)) return withoutPadding(text);
  const detail = `of ${bytes.length} bytes ${damaged} are neither UTF-8 nor EUC-KR`;
  throw new SourceError(source, 'encoding', detail);
}

/** UTF-8's mark of byte order stands before EUC-KR too, where someone has put it there unasked. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

interface Decoded {
  readonly text: string;
  /** Characters that could not be read. */
  readonly damaged: number;
}

/** Whether it is a text with a little damage, not one in another encoding. */
function isDamaged(text: string, damaged: number): boolean {
  if (damaged > text.length * mostDamaged) return false;
  if (damaged <= fewDamaged) return true;
  const beyondAscii = countOf(text, (code) => code > 0x7f);
  return damaged <= beyondAscii * damagedShare;
}

/** Counted in place: a list of millions of matches would take more memory than the text. */
function countOf(text: string, is: (code: number) => boolean): number {
  let count = 0;
  for (let place = 0; place < text.length; place += 1) {
    if (is(text.charCodeAt(place))) count += 1;
  }
  return count;
}

/** Characters that may stand around a text and are none of it. */
function isPadding(code: number): boolean {
  return code <= 0x20 || code === 0xfeff;
}

function withoutPadding(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPadding(text.charCodeAt(start))) start += 1;
  while (end > start && isPadding(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
