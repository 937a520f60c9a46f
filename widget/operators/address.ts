/** What the address of the page selects: `#station=108&region=KR-11`. */
export interface Selection {
  readonly station: string | null;
  readonly region: string | null;
}

/**
 * Base of the feed: `?feed=URL`, else `../v1/` beside the page's own folder, so that page and feed
 * can be moved together. `null` for what is no web address, and for one with a user: that would
 * read as if it were another host's.
 */
export function feedBaseOf(page: string): string | null {
  try {
    const given = new URL(page).searchParams.get('feed')?.trim() || '../v1/';
    const base = new URL(given.replace(/\/*$/, '/'), page);
    const isPlain = base.username === '' && base.password === '';
    return /^https?:$/.test(base.protocol) && isPlain ? base.href : null;
  } catch {
    return null;
  }
}

/**
 * Where a feed comes from that is not of the page's own origin; `null` for one that is, or none.
 */
export function foreignOriginOf(feed: string | null, page: string): string | null {
  if (feed === null) return null;
  const { origin } = new URL(feed, page);
  return origin === new URL(page).origin ? null : origin;
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
