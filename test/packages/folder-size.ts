import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where each installed package is, by `name version`. */
function placesOf(root: string): ReadonlyMap<string, string> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const places = Object.entries<{ version?: string }>(packages).map(([path, { version }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [`${name} ${version}`, join(root, path)] as const;
  });
  return new Map(places);
}

/**
 * Bytes on disk of an installed package, given as `name version`, without those inside of it, and
 * without the headers that come with Node, which are taken out; 0 where it is not installed.
 */
export function folderSize(root: string, nameAndVersion: string): number {
  const place = placesOf(root).get(nameAndVersion);
  return place === undefined ? 0 : sizeBelow(place);
}

function sizeBelow(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (['node_modules', 'include'].includes(entry.name)) continue;
    bytes += entry.isDirectory() ? sizeBelow(path) : lstatSync(path).blocks * 512;
  }
  return bytes;
}
