import { StoreError } from './store-error.ts';

/** SQLite's codes of a file that is damaged, and of one that is none of its own. */
const damaged: readonly unknown[] = [11, 26];

const mendOfDamage =
  'Put it back from a backup, or move it away: a new one is made then, which lacks the values and the history of before.';

function isDamage(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && damaged.includes(error.errcode);
}

/** What `action` returns. Throws StoreError, which says what could not be done, why, and what to do about it. */
export function attempt<Result>(what: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const mend = isDamage(error) ? `. ${mendOfDamage}` : '';
    throw new StoreError(`The store could not ${what}: ${reason}${mend}`, { cause: error });
  }
}
