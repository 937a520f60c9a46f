import { existsSync } from 'node:fs';

/** A path; longer ones tell nobody anything. */
const longestShown = 300;

/**
 * A value of a setting for a message that refuses it. Whatever the setting is for, a key or a password
 * may have been typed into it, also a short one: so it is shown only where it cannot be any, and else
 * told by its length.
 */
export function show(input: unknown, known: readonly string[] = []): string {
  const text = String(input);
  return isShowable(text, known) ? JSON.stringify(text) : `Its value (${text.length} characters)`;
}

/** Whether it is a number, an address of numbers, a schedule, a path, or nearly one of `known`. */
export function isShowable(text: string, known: readonly string[] = []): boolean {
  if (text.length > longestShown) return false;
  if (/^-?\d{1,5}$/.test(text) || isSchedule(text) || isAddress(text)) return true;
  return beginsInAFolder(text) || known.some((word) => isNear(text, word));
}

/** `99 * * * *`: nothing but numbers of two digits and signs. */
function isSchedule(text: string): boolean {
  return /^[\d *,/-]{1,60}$/.test(text) && /[ *]/.test(text) && !/\d{3}/.test(text);
}

/** `::1:9464`, `10.0.0.256`. */
function isAddress(text: string): boolean {
  return /^[\d.:[\]]{1,45}$/.test(text) && /[.:]/.test(text) && !/\d{6}/.test(text);
}

/** A key may begin with a slash; that a folder is called so as well will not happen. */
function beginsInAFolder(text: string): boolean {
  const first = /^(?:\.{0,2}\/)[^/]*(?=\/)/.exec(text)?.[0] ?? /^\.{1,2}(?=\/)/.exec(text)?.[0];
  return first !== undefined && first !== '/' && existsSync(first);
}

/** Whether few letters differ: two, or one of a short word. */
function isNear(text: string, word: string): boolean {
  const most = word.length > 4 ? 2 : 1;
  if (Math.abs(text.length - word.length) > most) return false;
  return changesBetween(text.toLowerCase(), word) <= most;
}

/** Letters to put in, take out or replace: the distance of Levenshtein. */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + Number(other[column - 1] !== letter);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
