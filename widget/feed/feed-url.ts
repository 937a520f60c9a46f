/**
 * The URL of `ticker.json` under a feed base such as `https://weather.example.com/v1/`. A base
 * that is relative is taken from `page`; one without its last slash is a folder all the same.
 * `null` for what is no web address.
 */
export function tickerFileUrl(base: string, page: string): string | null {
  const asked = base.trim() || '/v1/';
  const folder = asked.endsWith('/') ? asked : `${asked}/`;
  try {
    const url = new URL('ticker.json', new URL(folder, page));
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
