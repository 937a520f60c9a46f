import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of a program, or `undefined` when it is not installed. */
export function findTool(name: string): string | undefined {
  // Debian keeps servers in a folder that only root has on its path.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Path of a program that a test needs. Throws an error that names the Debian package of it. */
export function toolPath(name: string, debianPackage: string): string {
  const found = findTool(name);
  if (found === undefined) {
    throw new Error(`${name} is not installed: apt-get install ${debianPackage}`);
  }
  return found;
}
