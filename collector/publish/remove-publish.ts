import { readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders of the feed directory that hold a folder a publish. */
export type PublishFolder = 'generations' | 'bodies';

/** What a publish is named by: its sequence. */
export const publishName = /^\d{10,16}$/;

/** What a body is named by: its hash, what it is, and its coding. */
export const bodyName = /^[0-9a-f]+(?:\.[a-z0-9]+){0,2}$/;

/**
 * Removes the folder of a publish as far as a publish made it: the links of a generation, the
 * bodies named by a hash, and what is empty then. Follows no link, and leaves whatever else stands
 * there, which somebody else must have put there. Resolves with whether nothing is left.
 */
export async function removePublish(directory: string, kind: PublishFolder): Promise<boolean> {
  let isEmpty = true;
  const entries = await readdir(directory, { withFileTypes: true }).catch(ignoreMissing);
  if (entries === null) return true;
  for (const entry of entries) {
    const path = join(directory, entry.name);
    const isOurs =
      kind === 'generations' ? entry.isSymbolicLink() : entry.isFile() && bodyName.test(entry.name);
    if (isOurs) await unlink(path);
    else if (kind === 'generations' && entry.isDirectory()) {
      isEmpty = (await removePublish(path, kind)) && isEmpty;
    } else isEmpty = false;
  }
  if (isEmpty) await rmdir(directory);
  return isEmpty;
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
