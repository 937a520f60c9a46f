import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
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

/** The library that gives a process another clock when it is preloaded, or `undefined`. */
export function faketimeLibrary(): string | undefined {
  return globSync('/usr/lib/*/faketime/libfaketime.so.1')[0];
}

/** Whether a file system can be mounted; root in a container often may not. */
export function mountsWork(): boolean {
  const directory = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], {
      stdio: 'ignore',
    });
    execFileSync('umount', [directory]);
    return true;
  } catch {
    return false;
  } finally {
    execFileSync('rmdir', [directory]);
  }
}
