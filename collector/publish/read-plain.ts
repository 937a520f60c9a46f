import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** Bytes: more than any script or page that nalssi keeps, the largest of which have half a megabyte. */
export const mostKeptBytes = 20_000_000;

/**
 * Reads a file of a directory that others may write to; `null` where it is no file, or has more than `most` bytes. A
 * pipe is not waited for, a device not read. A link is followed where `followsLinks`, else rejects with ELOOP. Rejects
 * with the error of the file system.
 */
export async function readPlain(
  path: string,
  most: number,
  { followsLinks }: { readonly followsLinks: boolean },
): Promise<Buffer | null> {
  await using file = await open(path, O_RDONLY | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW));
  const found = await file.stat();
  return found.isFile() && found.size <= most ? await file.readFile() : null;
}
