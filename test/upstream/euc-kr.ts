import { TextDecoder as StandardTextDecoder } from '@exodus/bytes/encoding.js';

/** Bytes of every character that EUC-KR (as browsers and Windows know it) can write. */
const table = makeTable();

function makeTable(): ReadonlyMap<string, readonly number[]> {
  const decoder = new StandardTextDecoder('euc-kr', { fatal: true });
  const entries = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x41; trail <= 0xfe; trail += 1) {
      try {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (character.length === 1 && !entries.has(character))
          entries.set(character, [lead, trail]);
      } catch {
        // Not a character of the encoding.
      }
    }
  }
  return entries;
}

/** Text in EUC-KR, as KMA's older services send it. Throws for a character it cannot write. */
export function encodeEucKr(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < 0x80) {
      bytes[length] = code;
      length += 1;
      continue;
    }
    const written = table.get(character);
    if (written === undefined) throw new Error(`EUC-KR cannot write ${character}.`);
    bytes.set(written, length);
    length += written.length;
  }
  return bytes.slice(0, length);
}

/** What a browser reads in a page of EUC-KR. Throws for bytes that are none. */
export function decodeEucKr(bytes: Uint8Array): string {
  return new StandardTextDecoder('euc-kr', { fatal: true }).decode(bytes);
}
