/**
 * A text of an upstream without what no name and no word of KMA's has, and what would do something in
 * a terminal, a log or a page: control characters and separators of lines become a blank, marks of
 * direction and of no width go, half a character becomes U+FFFD.
 */
export function plainText(text: string): string {
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(text)) return text;
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}+/gu, '')
    .toWellFormed()
    .trim();
}
