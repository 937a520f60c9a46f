import { bare, type Secrets } from '../telemetry/secrets.ts';

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
  const names = Object.keys(counts).filter((name) => isPlain(name) && isTellable(name, secrets));
  const told = safeInARow(names, secrets);
  const tellable = new Map<string, number>();
  for (const [name, count] of Object.entries(counts)) {
    const text = told.has(name) ? name : describe(name);
    tellable.set(text, (tellable.get(text) ?? 0) + count);
  }
  return Object.fromEntries(tellable);
}

/**
 * The names of zones and stations that an upstream gives, each as it may be told: as it is where it
 * cannot carry a key, as above, else its length. Letters of other scripts may stand in these.
 */
export function tellableNames(
  names: readonly string[],
  secrets: Secrets,
): ReadonlyMap<string, string> {
  const told = safeInARow(
    names.filter((name) => isTellable(name, secrets)),
    secrets,
  );
  return new Map(names.map((name) => [name, told.has(name) ? name : describe(name)]));
}

/**
 * An address, or a name in English: longer than a key could be told by, and with so many letters and
 * digits that four in a row are in a key by chance. Told unless six are.
 */
export function tellableText(text: string, secrets: Secrets): string {
  return secrets.isHintedAt(text, 6) ? describe(text) : text;
}

/** Hangul, and ASCII as it stands in names and units. */
function isPlain(name: string): boolean {
  return /^[가-힣a-z\d ._()/·ㆍ・,:%℃…-]*$/i.test(name);
}

function isTellable(name: string, secrets: Secrets): boolean {
  const latin = bare(name);
  const digits = latin.replace(/\D/g, '');
  return latin.length <= mostLatin && digits.length <= mostDigits && !secrets.isHintedAt(latin);
}

/** Those that a key cannot be put together from, each holding a piece of it. */
function safeInARow(names: readonly string[], secrets: Secrets): ReadonlySet<string> {
  const isSafe = ![names, names.toReversed()].some((row) => secrets.isHintedAt(row.join('')));
  return new Set(isSafe ? names : names.filter((name) => bare(name) === ''));
}

/** What the scrubber has found is a secret whatever stands around it. */
function describe(name: string): string {
  return name.includes('[secret]') ? '[secret]' : `[${[...name].length} characters]`;
}
