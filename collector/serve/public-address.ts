import type { IncomingHttpHeaders } from 'node:http';

/** Where readers find what is served here. */
export interface PublicAddress {
  /** With a slash at its end: `https://news.example.com/weather/`. */
  readonly site: string;
  /** Whether a header names the host that anybody may send: no shared cache may keep the answer. */
  readonly isHearsay: boolean;
}

/**
 * Where whoever sends a request finds us: at the address that was set, else where the request says
 * that it came to. Proxies tell what they were asked for in `Forwarded` (RFC 7239), or in
 * `X-Forwarded-Host` and `-Proto`; of several in a row the first one stands in front of the reader.
 */
export function publicAddressOf(
  headers: IncomingHttpHeaders,
  publicUrl: string | null,
): PublicAddress {
  if (publicUrl !== null) return { site: publicUrl, isHearsay: false };
  const forwarded = first(headers['forwarded']);
  const told = hostOf(pairOf(forwarded, 'host') ?? first(headers['x-forwarded-host']));
  const scheme = pairOf(forwarded, 'proto') ?? first(headers['x-forwarded-proto']) ?? '';
  const host = told ?? hostOf(headers.host) ?? 'localhost';
  const isHearsay = told !== null && told !== headers.host;
  return { site: `${/^https$/i.test(scheme) ? 'https' : 'http'}://${host}/`, isHearsay };
}

/** The first of a list in a header, which may have come in several lines. */
function first(value: string | string[] | undefined): string | undefined {
  return (
    String(value ?? '')
      .split(',')[0]
      ?.trim() || undefined
  );
}

/** A value of `for=192.0.2.1;proto=https;host="weather.example.com"`. */
function pairOf(forwarded: string | undefined, name: string): string | undefined {
  for (const pair of forwarded?.split(';') ?? []) {
    const [key = '', value = ''] = pair.split('=', 2);
    if (key.trim().toLowerCase() === name) return value.trim().replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}

function hostOf(text: string | undefined): string | null {
  if (text === undefined || !/^[\w.:[\]-]{1,261}$/.test(text)) return null;
  return URL.canParse(`http://${text}`) ? text : null;
}
