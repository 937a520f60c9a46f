/** Signs of minus that stand in the place of `-`, and the forms of full width of `-`, `+` and `.`. */
const signs: ReadonlyMap<string, string> = new Map([
  ...['\u2010', '\u2011', '\u2012', '\u2013', '\u2212', '\ufe63', '\uff0d'].map(
    (minus): [string, string] => [minus, '-'],
  ),
  ['\uff0b', '+'],
  ['\uff0e', '.'],
  ['\uff0c', ','],
  ['\u00a0', ' '],
  ['\u3000', ' '],
]);

/** Units that may follow a number, in lower case: the longer before those that they end with. */
const units = [
  'hpa',
  'm/s',
  '°c',
  'mm',
  'cm',
  'km',
  '℃',
  '％',
  '%',
  '°',
  '㎜',
  '㎝',
  '㎞',
] as const;
export type Unit = (typeof units)[number];

/** No number of a list is longer, unit included. */
const longest = 16;

/**
 * The one reader of numbers in texts of an upstream: a decimal number as a text that `Number` reads,
 * with at most a sign and a point: also where the minus is a typographic one, where the digits are of
 * full width, the point is a comma, blanks stand around it, or one of `allowed` units follows.
 * `null` for anything else, `1e5`, `0x10` and `1,013.2` too: what is not certain is not read.
 */
export function plainNumber(text: string, allowed: readonly Unit[] = []): string | null {
  if (isDigits(text)) return text;
  if (text.length > longest) return null;
  let plain = '';
  for (const character of text) plain += signs.get(character) ?? ofFullWidth(character);
  plain = plain.trim().toLowerCase();
  const unit = units.find((one) => plain.endsWith(one));
  if (unit !== undefined) {
    if (!allowed.includes(unit)) return null;
    plain = plain.slice(0, -unit.length).trimEnd();
  }
  if (/^[+-]?\d{1,6},\d{1,2}$/.test(plain)) plain = plain.replace(',', '.');
  return isDigits(plain) ? plain : null;
}

/** `０` to `９` are digits too. */
function ofFullWidth(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 0xff10 && code <= 0xff19 ? String.fromCharCode(code - 0xfee0) : character;
}

/** Digits before the point, at most. */
const mostDigits = 6;

/** Whether it is digits with at most a sign and a point, not `1e5`, `0x10` or ` 1`. */
function isDigits(text: string): boolean {
  if (text.length > longest) return false;
  let digits = 0;
  let points = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) {
      digits += 1;
      if (points === 0 && digits > mostDigits) return false;
    } else if (code === 0x2e && digits > 0) points += 1;
    else if (index > 0 || (code !== 0x2b && code !== 0x2d)) return false;
  }
  return digits > 0 && points <= 1 && !text.endsWith('.');
}
