/**
 * The feed base at the origin a script came from: `https://weather.example.com/v1/` for
 * `https://weather.example.com/w/1/nalssi.js`. Empty, which means the page's own origin, for a
 * script without an address on the web (inlined, or from a blob).
 */
export function feedBaseOf(script: string | undefined): string {
  return script !== undefined && /^https?:/i.test(script) ? new URL('/v1/', script).href : '';
}

/** Whether an address is that of one of our scripts, and not of a file that others joined it to. */
export function isOurs(script: string): boolean {
  return /\/nalssi\.[\w.]*js/.test(script);
}
