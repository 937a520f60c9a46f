/**
 * Whether a text can be the name of a station as KMA writes it: short, plain, and with a Korean
 * letter, which `-`, `NaN` and numbers do not have.
 */
export function isStationName(text: string): boolean {
  return /^(?=.*\p{Script=Hangul})[\p{L}\p{N} ().·-]{1,20}$/u.test(text);
}
