import { regionNames } from '@nalssi/schemas';
import { regionSeparator, regionsOf } from '@nalssi/schemas/facts';
import { embedWords } from './embed-words.ts';

/** What oEmbed 1.0 says of a thing to embed that is HTML. */
export interface OembedAnswer {
  readonly version: '1.0';
  readonly type: 'rich';
  readonly title: string;
  readonly provider_name: string;
  readonly provider_url: string;
  readonly cache_age: number;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
  readonly html: string;
}

/** CSS px of what is shown where a site names no limits. A board scrolls in a frame that is lower than it. */
const usual = {
  ticker: { width: 640, height: 40 },
  board: { width: 640, height: 900 },
} as const;
/** A bar that is lower than this shows no whole line; of a board that is no more than its title and tabs. */
const lowest = { ticker: 24, board: 240 } as const;

/**
 * The answer to `oembed.json?url=…&maxwidth=…&maxheight=…` below `site`, for the address of a frame
 * there; of the national ticker in `usualFrame`, the path of a page for frames below `site`, where
 * no address is given. `null` for an address that is not ours: 404, as oEmbed wants it.
 */
export function oembedOf(
  query: URLSearchParams,
  site: string,
  usualFrame: string,
): OembedAnswer | null {
  const frame = frameOf(query.get('url') ?? `${site}${usualFrame.slice(1)}`, new URL(site));
  if (frame === null) return null;
  const element = frame.pathname.endsWith('/frame-board.html') ? 'board' : 'ticker';
  const size = usual[element];
  const width = atMost(query.get('maxwidth'), size.width);
  const height = Math.max(lowest[element], atMost(query.get('maxheight'), size.height));
  const title = titleOf(frame.searchParams);
  const most = query.has('maxwidth') ? `${width}px` : '100%';
  const src = frame.href.replaceAll('&', '&amp;').replaceAll('"', '%22');
  return {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'Nalssi',
    provider_url: site,
    cache_age: 86_400,
    width,
    height,
    // Many CMSs drop `style`: without it the frame is as wide as the column, also on a phone, where
    // `width` in pixels would reach out of the page, and has no border either.
    html: `<iframe src="${src}" title="${title}" width="100%" height="${height}" style="border:0;max-width:${most}" frameborder="0"${element === 'ticker' ? ' scrolling="no"' : ''} sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`,
  };
}

/** What the frame is called, as what it shows is: `충청남도·대전광역시 날씨`. */
function titleOf(asked: URLSearchParams): string {
  const language = asked.get('lang') === 'en' ? 'en' : 'ko';
  const words = asked.has('stations') ? [] : (asked.get('region') ?? '').split(regionSeparator);
  const named = [...new Set(words.flatMap(regionsOf))];
  if (named.length === 0) return language === 'en' ? 'Weather' : '날씨';
  return embedWords[language].label(named.map((code) => regionNames[code][language]).join('·'));
}

/** Where the answer for `frame` is, as a page says it that wants to be found. */
export function oembedAddressOf(frame: URL): string {
  return new URL(`oembed.json?url=${encodeURIComponent(frame.href)}&format=json`, frame).href;
}

function frameOf(address: string, site: URL): URL | null {
  if (!URL.canParse(address, site)) return null;
  const { protocol, host, pathname, search } = new URL(address, site);
  if (host !== site.host || !/^https?:$/.test(protocol)) return null;
  if (!pathname.startsWith(site.pathname)) return null;
  const path = pathname.slice(site.pathname.length);
  if (!/^w\/\d+(\.\d+\.\d+)?\/frame(-board)?\.html$/.test(path)) return null;
  // Nothing of the address goes on but its path and query, under our own scheme.
  return new URL(path + search, site);
}

/** A limit that the consumer names, if it is a number that limits. */
function atMost(limit: string | null, size: number): number {
  const number = Number(limit ?? '');
  return Number.isInteger(number) && number > 0 ? Math.min(number, size) : size;
}
