import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The store, the lock, and what SQLite puts beside them. */
const ourNames = /^nalssi\./;

/**
 * What a data directory holds under a name of ours that is a pipe, a socket or a device, also at the end of a link: to
 * open one may wait for ever, deaf to every signal, or read without end. `null` where there is none. Throws the error of the file system where the directory cannot be read.
 */
export function oddEntryOf(directory: string): string | null {
  const isOdd = (name: string) => {
    try {
      const found = statSync(join(directory, name));
      return !found.isFile() && !found.isDirectory();
    } catch {
      // A link to nowhere is for whoever opens it to tell of.
      return false;
    }
  };
  return readdirSync(directory).find((name) => ourNames.test(name) && isOdd(name)) ?? null;
}
