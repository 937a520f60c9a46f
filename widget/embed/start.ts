import { define } from '../ticker/define.ts';
import type { ExtensionScript } from '../ticker/extension.ts';
import { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { pageDocument } from '../ticker/page-document.ts';
import { feedBaseOf, isOurs } from './script-origin.ts';

/** Defines the element, for the script at the address `given`, which may be that of another file. */
export function start(given: string): void {
  const script = isOurs(given) ? given : (taggedScript() ?? given);
  // Before define(): elements that are already on the page start in it.
  NalssiTicker.defaultFeed = feedBaseOf(script);
  NalssiTicker.loadMore = (feed = '') => loadMore(script, feed);
  define();
  findLinks(allowedBy(script));
}

/** Loaders that run scripts in their own way leave the tag, but do not say that it is the one. */
function taggedScript(): string | undefined {
  return pageDocument.querySelector<HTMLScriptElement>('script[src*="/nalssi."]')?.src;
}

let isTold = false;
let more: ExtensionScript | undefined;

/**
 * Gets the second script from beside the first. Where that does not know its address, from the house
 * of the feed, and only then from beside the file that it came in. By whole addresses: a classic
 * script of another origin has none to start from. Where it is there it is not looked for again: what makes
 * tickers of links is in it, and so no feed that a link names says what script runs.
 */
async function loadMore(script: string, feed: string): Promise<ExtensionScript> {
  const name = 'nalssi-more.js';
  const load = async (file: string, from: string): Promise<ExtensionScript> =>
    import(new URL(file, from).href);
  more ??= await load(feed.replace(/\/?$/, `/../w/1/${name}`), isOurs(script) ? '' : location.href)
    .catch(() => load(name, script))
    .catch((error: unknown) => {
      // biome-ignore lint/suspicious/noConsole: whoever wrote the page looks there.
      if (!isTold) console.warn(`nalssi-ticker: no ${name} by ${script || feed}`);
      isTold = true;
      throw error;
    });
  return more;
}

/**
 * What the tags of the script say in `data-allow`, and those of what stands beside it: a page may
 * have the module and the classic script. A module does not know its tag, but its address. Read at
 * once, because some loaders take their tags away again. The script of a drawing (SVG) has no `src`.
 */
function allowedBy(script: string): string {
  const folder = script.slice(0, script.lastIndexOf('/') + 1);
  return [...pageDocument.querySelectorAll<HTMLScriptElement>('script[data-allow]')]
    .map(({ src, dataset }) => (src?.startsWith(folder) ? dataset['allow'] : ''))
    .join(' ');
}

/** The second script makes tickers of links, where there are any. */
function findLinks(allowed: string): void {
  const again = () => findLinks(allowed);
  if (pageDocument.querySelector('a.nalssi-ticker')) {
    // Where it cannot be had they stay links.
    NalssiTicker.loadMore().then(
      ({ upgradeLinks }) => upgradeLinks(allowed),
      () => {},
    );
  } else if (pageDocument.readyState === 'loading') {
    pageDocument.addEventListener('DOMContentLoaded', again);
  } else {
    // Turbo Drive gives the page another body when its reader goes on to another page.
    const observer = new MutationObserver(() => {
      observer.disconnect();
      again();
    });
    observer.observe(pageDocument.documentElement, {
      __proto__: null,
      childList: true,
    } as MutationObserverInit);
  }
}
