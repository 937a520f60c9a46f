/**
 * The feed base beside the folder a script came from: `https://news.example.com/weather/v1/` for
 * `https://news.example.com/weather/w/1/nalssi.js`, and `/v1/` at its origin where it lies in any other
 * folder. Empty, which means the page's own origin, for a
 * script without an address on the web (inlined, or from a blob).
 */
export function feedBaseOf(script: string | undefined): string {
  const base = /\/w\/[\d.]+\/[^/]*$/.test(script ?? '') ? '../../v1/' : '/v1/';
  return script !== undefined && /^https?:/i.test(script) ? new URL(base, script).href : '';
}

/** Whether an address is that of one of our scripts, and not of a file that others joined it to. */
export function isOurs(script: string): boolean {
  return /\/nalssi\.[\w.]*js/.test(script);
}
