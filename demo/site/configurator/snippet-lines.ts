import type { Attributes } from './attributes.ts';
import type { Choice } from './choice.ts';

// What several forms of lines have in common.

/** Where the product is found, and what is known of its frozen scripts. */
export interface Site {
  /** With a slash at the end: `https://weather.example.com/`. */
  readonly address: string;
  /** `null` where nobody could tell: then nothing can be pinned. */
  readonly frozen: {
    readonly version: string;
    /** By name of the file: `sha384-…`. */
    readonly integrity: Readonly<Record<string, string>>;
  } | null;
}

const homeOfKma = 'https://www.weather.go.kr';

export function tagName({ element }: Choice): string {
  return `nalssi-${element}`;
}

/** The link to KMA, `충남 날씨`: what stands there before the script, and without it. */
export function linkOf(attributes: Attributes, choice: Choice, own = ''): string {
  return `<a${own} href="${homeOfKma}">${escapeHtml(titleOf(attributes, choice))}</a>`;
}

function titleOf({ place, region, stations, tabs }: Attributes, { language }: Choice): string {
  if (language === 'en') return 'Weather';
  if (stations !== undefined) return '날씨';
  const shown = place ?? region ?? String(tabs ?? '전국').split(' ')[0] ?? '';
  return `${String(shown).replaceAll('+', '·')} 날씨`;
}

/** The element with `inside`, which is shown until its script has come. */
export function tagOf(choice: Choice, attributes: Attributes, inside: string): string {
  const tag = tagName(choice);
  return `<${tag}${written(attributes)}>\n${inside}\n</${tag}>`;
}

export function written(attributes: Attributes, prefix = ''): string {
  return Object.entries(attributes)
    .map(([name, value]) =>
      value === true ? ` ${prefix}${name}` : ` ${prefix}${name}="${escapeHtml(value)}"`,
    )
    .join('');
}

/** The tag of a script of the product, floating or pinned with its hash. */
export function scriptOf(name: string, choice: Choice, site: Site, isModule = true): string {
  const { url, integrity } = addressOf(name, choice, site);
  const pinned =
    integrity === null
      ? ''
      : `\n        integrity="${escapeHtml(integrity)}" crossorigin="anonymous"`;
  return `<script${isModule ? ' type="module"' : ''} async src="${escapeHtml(url)}"${pinned}></script>`;
}

function addressOf(name: string, { address }: Choice, site: Site) {
  const integrity = site.frozen?.integrity[name];
  if (address === 'floating' || site.frozen === null || integrity === undefined) {
    return { url: `${site.address}w/1/${name}`, integrity: null };
  }
  return { url: `${site.address}w/${site.frozen.version}/${name}`, integrity };
}

/** Keeps the space until the element is there. */
export function cssOf(choice: Choice): string {
  const tag = tagName(choice);
  return choice.element === 'board'
    ? `${tag}:not(:defined) { display: block; min-height: 480px; }`
    : `${tag}:not(:defined) { display: block; height: 40px; overflow: hidden; }`;
}

export function styleOf(choice: Choice): string {
  return `<style>${cssOf(choice)}</style>`;
}

/** The page for frames with what the address says of the element in it. */
export function frameAddress(choice: Choice, attributes: Attributes, site: Site): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(attributes)) {
    query.set(name, value === true ? '' : value);
  }
  const text = query
    .toString()
    .replaceAll('+', '%20')
    .replace(/=(?=&|$)/g, '');
  const isPinned = choice.address === 'pinned' && site.frozen !== null;
  const version = isPinned ? site.frozen.version : '1';
  const page = choice.element === 'board' ? 'frame-board.html' : 'frame.html';
  return `${site.address}w/${version}/${page}${text === '' ? '' : `?${text}`}`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A text in the single quotes of JavaScript and PHP, which escape alike there. */
export function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
