import type { Observation } from '../feed/ticker-snapshot.ts';

// What browsers and servers take; a page is full of stations, and reads it for each of them.
const longest = 2000;

/**
 * The address on the web that `written` is from `page`; `null` for what is none or too long, for one
 * with a name in braces in its host (browsers leave braces there or escape them), for one with a
 * user, and for one whose path begins with `//`, which is another site to whoever takes it as a path.
 */
function onTheWeb(written: string, page: string): URL | null {
  if (written.length > longest) return null;
  try {
    const url = new URL(written.trim(), page);
    const { origin, href, pathname } = url;
    return /^https?:[^{%]+$/.test(origin) &&
      href.startsWith(`${origin}/`) &&
      !pathname.startsWith('//')
      ? url
      : null;
  } catch {
    return null;
  }
}

const depthOf = ({ pathname }: URL) => pathname.split('/').length;

/**
 * The origin that a template leads to, as it is written: no name in braces can stand for a part of
 * it. `null` for none on the web.
 */
export function originOf(template: string, page: string): string | null {
  return onTheWeb(template, page)?.origin ?? null;
}

/** A value as one part of an address. Throws URIError for what cannot be one. */
function partOf(value: string): string {
  // A part of dots is the folder above, also when its dots are escaped.
  if (/^\.+$/.test(value)) throw new URIError(value);
  return encodeURIComponent(value);
}

/**
 * Where the template leads for a station, or `null` for what is not on the web. A value stands for
 * one part of an address: it cannot become two, or none, or climb, or lead to another site than the
 * template does as it is written.
 */
export function linkOf(template: string, observation: Observation, page: string): string | null {
  const written = onTheWeb(template, page);
  if (written === null) return null;
  const { station, region, name } = observation;
  const values = new Map([
    ['station', station],
    ['region', region ?? ''],
    ['name', name.ko],
  ]);
  // Once each: a template of 2000 characters has room for 330 names, and a page for 500 stations.
  const parts = new Map<string, string>();
  try {
    const filled = template.replace(/\{(\w+)\}/g, (_, key: string) => {
      const part = parts.get(key) ?? partOf(values.get(key) ?? '');
      parts.set(key, part);
      return part;
    });
    const url = onTheWeb(filled, page);
    // Where there is no region, `/{region}/{name}` would lead to the site of that name; and dots
    // that the template has beside its names must not make a climb of a value either.
    return url !== null && url.origin === written.origin && depthOf(url) === depthOf(written)
      ? url.href
      : null;
  } catch {
    // Dots, or half of a surrogate pair in a browser that cannot mend it.
    return null;
  }
}
