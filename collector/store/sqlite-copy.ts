import { statSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { makePrivate } from './private-file.ts';
import { hasForeignCode } from './sqlite-schema.ts';
import { StoreError } from './store.ts';

/** 4 MB at a time: in between others get their turn, and whoever waits hears how far it is. */
const pagesAtOnce = 1000;

/** What was copied. */
export interface StoreCopy {
  /** Of the last publish before the copy. */
  readonly sequence: number;
}

/**
 * Copies the store at `from` to `to`, which must not exist, as it is at one moment, also while a process writes to it: by
 * SQLite's own online backup, which begins again when it must. The copy is one file, read through and
 * found sound. `onProgress` hears the share that is done, from 0 to 1. Rejects with StoreError.
 */
export async function copyStore(
  from: string,
  to: string,
  onProgress: (share: number) => void,
): Promise<StoreCopy> {
  try {
    // To open a pipe would wait for ever.
    if (!statSync(from).isFile()) throw new Error('it is no file');
    makePrivate(to);
    using source = new DatabaseSync(from, { readOnly: true });
    await backup(source, to, {
      rate: pagesAtOnce,
      progress: ({ totalPages, remainingPages }) => onProgress(1 - remainingPages / totalPages),
    });
    return look(to);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(`The store ${from} could not be copied: ${reason}.`, { cause: error });
  }
}

function look(path: string): StoreCopy {
  // A view at the place of a table of ours may reckon for ever, deaf to every signal.
  if (hasForeignCode(path)) {
    throw new StoreError(
      'The store has triggers, views or tables that reckon, which nalssi has not made: it is damaged, or of somebody else.',
    );
  }
  using copy = new DatabaseSync(path);
  // Of one file, which can be moved and summed: the mode with a log beside it comes with the next start.
  copy.exec('PRAGMA journal_mode = DELETE;');
  const faults = copy
    .prepare('PRAGMA integrity_check')
    .all()
    .map((row) => String(row['integrity_check']));
  if (faults.join() !== 'ok') {
    throw new StoreError(`The store is damaged: ${faults[0]}.`);
  }
  const sequence = copy.prepare('SELECT last FROM sequence').get()?.['last'] ?? 0;
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0) {
    throw new StoreError('The store is damaged: what it says was published last is no number.');
  }
  return { sequence };
}
