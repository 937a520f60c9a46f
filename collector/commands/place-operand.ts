import { existsSync } from 'node:fs';

/** What a command's operand may name: a folder here, or a file or folder here or on the web. */
export type OperandPlace = 'folder' | 'here-or-web';

/**
 * What is wrong with the name of a place, as words that hold nothing of it, for a password may stand in an address;
 * `null` where nothing is. A path that looks like an address is one where something is there.
 */
export function faultOfPlace(text: string, place: OperandPlace): string | null {
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(text)?.[1];
  if (scheme === undefined || existsSync(text)) return null;
  if (place === 'folder') return 'is an address and not the path of a folder';
  if (!/^https?$/i.test(scheme)) return 'is neither a path nor an address with http:// or https://';
  // `http:///v1`, as a shell makes it of a variable that is not set, would be read as of a host `v1`.
  const isWhole = /^https?:\/\/[^/\\]/i.test(text) && URL.canParse(text);
  return isWhole ? null : 'is an address without a host, or with one that cannot be';
}
