/**
 * The feed base at the origin a script came from: `https://weather.example.com/v1/` for
 * `https://weather.example.com/w/1/nalssi.js`. Empty, which means the page's own origin, for a
 * script without an address on the web (inlined, or from a blob).
 */
export function feedBaseOf(script: string | undefined): string {
  return script !== undefined && /^https?:/i.test(script) ? new URL('/v1/', script).href : '';
}

/** The second script, which stands beside the first. */
export function moreOf(script: string): string {
  return new URL('nalssi-more.js', script).href;
}
