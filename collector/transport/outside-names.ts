import type { Secrets } from '../telemetry/secrets.ts';

/** Letters and digits of ASCII, all together, and digits alone: more could carry a piece of a key. */
const mostLatin = 12;
const mostDigits = 3;

/**
 * Counts by a name that an upstream made up, for the public and for the log. An upstream has the key,
 * and there are more ways to write one than anybody can list (in halves, backwards, escaped, in
 * letters of mathematics); so a name is told where it cannot carry a key: syllables of Hangul, and a
 * short word or code of ASCII that has nothing in common with a key, alone or in a row with the other
 * names. Of any other only its length is told, `[22 characters]`.
 */
export function tellableCounts(
  counts: Readonly<Record<string, number>>,
  secrets: Secrets,
): Record<string, number> {
  const names = Object.keys(counts).filter((name) => isTellable(name, secrets));
  const isRowSafe = ![names, names.toReversed()].some((row) => secrets.isHintedAt(row.join('')));
  const told = new Set(isRowSafe ? names : names.filter((name) => !/[a-z\d]/i.test(name)));
  const tellable = new Map<string, number>();
  for (const [name, count] of Object.entries(counts)) {
    const text = told.has(name) ? name : describe(name);
    tellable.set(text, (tellable.get(text) ?? 0) + count);
  }
  return Object.fromEntries(tellable);
}

function isTellable(name: string, secrets: Secrets): boolean {
  if (!/^[가-힣a-z\d ._()/·ㆍ・,:%℃…-]*$/i.test(name)) return false;
  const latin = name.replace(/[^a-z\d]/gi, '');
  const digits = latin.replace(/\D/g, '');
  return latin.length <= mostLatin && digits.length <= mostDigits && !secrets.isHintedAt(latin);
}

/** What the scrubber has found is a secret whatever stands around it. */
function describe(name: string): string {
  return name.includes('[secret]') ? '[secret]' : `[${[...name].length} characters]`;
}
