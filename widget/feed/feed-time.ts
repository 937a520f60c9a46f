/**
 * RFC 3339 as milliseconds since the epoch, NaN for anything else and for what no feed can mean, a
 * time before 2000. Fractions of a second are left out, so that a feed whose values all die at
 * another moment wakes a page once a second at the most, and no value lives longer for it.
 */
export function timeOf(value: unknown): number {
  const parts =
    typeof value === 'string' &&
    /^(2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.exec(value);
  return parts ? Date.parse(`${parts[1]}${parts[2]}`) : Number.NaN;
}
