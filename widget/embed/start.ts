import { define } from '../ticker/define.ts';
import { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { pageDocument } from '../ticker/page-document.ts';
import { feedBaseOf, moreOf } from './script-origin.ts';

/** Defines the element, for the script at the address `script`. */
export function start(script: string): void {
  // Before define(): elements that are already on the page start in it.
  NalssiTicker.defaultFeed = feedBaseOf(script);
  // By its whole address: a classic script of another origin has none to start from.
  NalssiTicker.loadMore = async () => import(moreOf(script));
  define();
  findLinks(allowedBy(script));
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
  if (pageDocument.querySelector('a.nalssi-ticker')) {
    // Where it cannot be had they stay links.
    NalssiTicker.loadMore().then(
      ({ upgradeLinks }) => upgradeLinks(allowed),
      () => {},
    );
  } else if (pageDocument.readyState === 'loading') {
    pageDocument.addEventListener('DOMContentLoaded', () => findLinks(allowed));
  }
}
