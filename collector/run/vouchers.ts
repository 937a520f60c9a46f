import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceId } from '../sources/source-id.ts';
import { makeFolder } from '../store/make-folder.ts';
import { hours, systemClock } from '../time/clock.ts';

/**
 * How a person tells a running collector that the next answer of a source is to be believed: an
 * empty file `believe/SOURCE` in the data directory, which it takes away when it uses it. After an
 * hour it says nothing any more: who vouched for the weather of then does not for that of tomorrow.
 */
const holdsFor = hours(1);

const fileOf = (dataDirectory: string, source: SourceId) => join(dataDirectory, 'believe', source);

/** Throws the error of the file system. */
export function vouchFor(dataDirectory: string, source: SourceId): void {
  const file = fileOf(dataDirectory, source);
  makeFolder(join(dataDirectory, 'believe'));
  rmSync(file, { force: true });
  writeFileSync(file, '');
}

/** Whether somebody vouches for the source; what they said is used up by asking. */
export function takeVoucherOf(dataDirectory: string, source: SourceId): boolean {
  const file = fileOf(dataDirectory, source);
  const found = statSync(file, { throwIfNoEntry: false });
  // A folder of that name is not ours, and stays.
  if (found === undefined || found.isDirectory()) return false;
  rmSync(file, { force: true });
  return systemClock.now() - found.mtimeMs <= holdsFor;
}
