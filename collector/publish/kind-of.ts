import { lstat } from 'node:fs/promises';

/**
 * What stands at a path, without following a link there; nothing also where what should hold it is no folder. Rejects
 * with the error of the file system where it cannot tell.
 */
export async function kindOf(path: string): Promise<'missing' | 'link' | 'folder' | 'other'> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
    throw error;
  }
}
