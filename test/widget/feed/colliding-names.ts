/**
 * As Firefox hashes a name, letter by letter (`HashString` of mfbt/HashFunctions.h): without a secret, so
 * that whoever wants names of one hash can compute them.
 */
const rotated = (hash: number) => ((hash << 5) | (hash >>> 27)) >>> 0;
const add = (hash: number, letter: number) => Math.imul(rotated(hash) ^ letter, 0x9e3779b9) >>> 0;

/** Three letters each, some fifty of them, all of which take `hash` to one other. */
function triples(hash: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  let after: number | undefined;
  for (let first = 0x80; first < 0x800; first += 1) {
    for (let second = 0x80; second < 0x800; second += 1) {
      const before = rotated(add(add(hash, first), second));
      after ??= before ^ 0x4e00;
      // The third letter makes up for what two others leave different in the lower 16 bits.
      const third = (before ^ after) >>> 0;
      if (third > 0x7f && third < 0xd800) found.push([first, second, third]);
    }
  }
  return found;
}

/** Different names of fields that have one hash in Firefox, of nine letters. */
export function collidingNames(count: number): readonly string[] {
  let names = [''];
  let hash = 0;
  while (names.length < count) {
    const more = triples(hash);
    hash = (more[0] ?? []).reduce(add, hash);
    names = names.flatMap((name) => more.map((letters) => name + String.fromCharCode(...letters)));
  }
  return names.slice(0, count);
}
