import { TextDecoder as StandardTextDecoder } from '@exodus/bytes/encoding.js';

/** Both bytes, as one number, of every character that EUC-KR (as browsers and Windows know it) can write. */
const table = makeTable();

/** All pairs of bytes in one text, a line each: a refusal for each that is no character took longer than all else. */
function makeTable(): ReadonlyMap<string, number> {
  const pairs: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x41; trail <= 0xfe; trail += 1) pairs.push(lead * 0x100 + trail);
  }
  const lineEnd = 0x0a;
  const bytes = Uint8Array.from(pairs.flatMap((pair) => [pair >> 8, pair & 0xff, lineEnd]));
  const characters = new StandardTextDecoder('euc-kr').decode(bytes).split('\n');
  const entries = new Map<string, number>();
  for (const [place, pair] of pairs.entries()) {
    const character = characters[place] ?? '';
    const isOne = character.length === 1 && character !== '\ufffd';
    if (isOne && !entries.has(character)) entries.set(character, pair);
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
    bytes[length] = written >> 8;
    bytes[length + 1] = written & 0xff;
    length += 2;
  }
  return bytes.slice(0, length);
}

/** What a browser reads in a page of EUC-KR. Throws for bytes that are none. */
export function decodeEucKr(bytes: Uint8Array): string {
  return new StandardTextDecoder('euc-kr', { fatal: true }).decode(bytes);
}
