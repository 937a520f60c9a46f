/** What the page for frames says of where it is found, where a server has made it. */
const linkOfFrame =
  /<link rel="alternate" type="application\/json\+oembed" href="([^"]*)w\/1\/oembed\.json/;

/**
 * Where readers find the site, for the lines that people paste: a script is loaded from there. `said` is
 * what the feed says, which may be somebody else's; `frame` the page for frames, which is our own, `null`
 * where there is none. A server names its address in that page, and the feed's holds where it is the
 * same; without a server who made the one file made the other. Else it is `base`, where this reader found it.
 */
export function siteAddressOf(said: unknown, base: string, frame: string | null): string {
  if (typeof said !== 'string' || frame === null || !isAddress(said)) return base;
  const [, ofServer] = linkOfFrame.exec(frame) ?? [];
  return ofServer === undefined || ofServer.replaceAll('&amp;', '&') === said ? said : base;
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s"<>\\]+\/$/.test(text) && URL.canParse(text);
}
