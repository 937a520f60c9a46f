const forms = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  // Sunday, 06-Nov-94 08:49:37 GMT
  /^[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
  // Sun Nov  6 08:49:37 1994
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/,
];

/**
 * A time in one of the three forms of RFC 9110 section 5.6.7, as milliseconds since the epoch; NaN
 * for anything else, much of which `Date.parse` would take for some time or other.
 */
export function readHttpDate(text: string): number {
  const form = forms.findIndex((pattern) => pattern.test(text));
  if (form === -1) return Number.NaN;
  return Date.parse(form === 2 ? `${text} GMT` : text);
}
