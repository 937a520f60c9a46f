/**
 * Objects, lists and quotation marks in the bytes of a JSON text: what it costs to hold what it says, of which its
 * length says little. Twelve megabytes of empty objects take 570 MB.
 */
export function marksIn(bytes: Uint8Array): number {
  let marks = 0;
  for (const byte of bytes) if (byte === 0x22 || byte === 0x5b || byte === 0x7b) marks += 1;
  return marks;
}
