import type { Observation } from '../feed/ticker-snapshot.ts';

/** The address on the web that `filled` is from `page`; `null` for what is none. */
function onTheWeb(filled: string, page: string): URL | null {
  try {
    const url = new URL(filled, page);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/** Puts what `part` gives for a name in the place of the name in {braces}. */
function fillIn(template: string, part: (name: string) => string): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => part(name));
}

/** The origin that a template leads to, whatever its values are; `null` for none on the web. */
export function originOf(template: string, page: string): string | null {
  return (
    onTheWeb(
      fillIn(template, () => 'x'),
      page,
    )?.origin ?? null
  );
}

/**
 * Where the template leads for a station, or `null` for what is not on the web. A value stands for
 * one part of an address: it cannot become two, or none, or climb, or lead to another site.
 */
export function linkOf(template: string, observation: Observation, page: string): string | null {
  const { station, region, name } = observation;
  const values = new Map([
    ['station', station],
    ['region', region ?? ''],
    ['name', name.ko],
  ]);
  const lead = (empty: string) =>
    onTheWeb(
      fillIn(template, (key) => encodeURIComponent(values.get(key) || empty)),
      page,
    );
  // A part of dots is the folder above, also when its dots are escaped.
  if (/^\.\.?$/.test(name.ko)) return null;
  try {
    const url = lead('');
    // Where there is no region, `/{region}/{name}` would lead to the site of that name.
    return url !== null && url.origin === lead('x')?.origin ? url.href : null;
  } catch {
    // Half of a surrogate pair, in a browser that cannot mend it.
    return null;
  }
}
