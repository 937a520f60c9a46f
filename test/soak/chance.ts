/** From 0 to 1, the same for the same words: what is drawn does not hang on the order of drawing. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join(' ')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of a list. */
export function chosen<One>(all: readonly One[], ...words: readonly (string | number)[]): One {
  const one = all[Math.floor(chance(...words) * all.length)];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}
