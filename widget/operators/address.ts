/** What the address of the page selects: `#station=108&region=KR-11`. */
export interface Selection {
  readonly station: string | null;
  readonly region: string | null;
}

/**
 * Base of the feed: `?feed=URL`, else `../v1/` beside the page's own folder, so that page and feed
 * can be moved together. `null` for what is no web address.
 */
export function feedBaseOf(page: string): string | null {
  try {
    const given = new URL(page).searchParams.get('feed')?.trim() || '../v1/';
    const base = new URL(given.replace(/\/*$/, '/'), page);
    return /^https?:$/.test(base.protocol) ? base.href : null;
  } catch {
    return null;
  }
}

export function selectionOf(hash: string): Selection {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const station = given.get('station')?.trim() ?? '';
  return {
    station: /^\d{1,5}$/.test(station) ? station : null,
    region: given.get('region') || null,
  };
}

/** `#all` selects nothing; a bare `#` would scroll to the top. */
export function hashOf({ station, region }: Selection): string {
  const parts = new URLSearchParams();
  if (station !== null) parts.set('station', station);
  if (region !== null) parts.set('region', region);
  return `#${parts.toString() || 'all'}`;
}
