import { closeSync, constants, lstatSync, openSync } from 'node:fs';

const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY } = constants;

/**
 * Makes an empty file for its own user alone where there is none, whatever the umask says. SQLite gives
 * the files beside a database the rights of the database. Nothing is made at the end of a link. Throws the error of the
 * file system, or one that says what to do.
 */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, O_WRONLY | O_APPEND));
    return;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  try {
    closeSync(openSync(path, O_WRONLY | O_CREAT | O_EXCL, 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Or somebody else has made it meanwhile.
    if (!lstatSync(path).isSymbolicLink()) return;
    throw new Error('it is a link to nowhere. Remove it, or make the file that it leads to', {
      cause: error,
    });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
