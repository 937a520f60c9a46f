import { closeSync, openSync } from 'node:fs';

/**
 * Makes an empty file for its own user alone where there is none, whatever the umask says. SQLite gives
 * the files beside a database the rights of the database. Throws the error of the file system.
 */
export function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}
