import type { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { originOf } from './link-template.ts';

/** What is inside a ticker already is what it shows while there are no observations. */
const links = 'a.nalssi-ticker:not(nalssi-ticker *)';

// A page of news has a handful. Whoever can write links must not fill a page with tickers.
const mostLinks = 50;

/** Origins besides the page's own that links may lead to and take a feed from. */
const allowed = new Set<string | null>();
let upgraded = 0;

/** What an attribute may say that anyone can write who may write links. */
function isHarmless(name: string, value: string, page: string): boolean {
  if (name !== 'href' && name !== 'feed') return true;
  const origin = originOf(value, page);
  // Also what lies at the page's own origin, where visitors may have put it, is no feed of the
  // site.
  return (
    origin !== null && (allowed.has(origin) || (name === 'href' && origin === location.origin))
  );
}

/**
 * For CMSs that drop the tags they do not know: `<a class="nalssi-ticker" data-region="KR-44"
 * href="…">` becomes a ticker with that link inside. `data-mode` is the attribute `mode`, for each
 * of the ticker's own attributes and no other: those who clean the HTML of others let `data-`
 * attributes pass, and what Alpine or htmx read, or another script of the page, may not be made of
 * them.
 */
function upgrade(link: Element): void {
  if (upgraded >= mostLinks) return;
  upgraded += 1;
  const ticker = document.createElement('nalssi-ticker');
  const { observedAttributes } = ticker.constructor as typeof NalssiTicker;
  for (const name of observedAttributes) {
    const value = link.getAttribute(`data-${name}`);
    if (value !== null && isHarmless(name, value, link.baseURI)) ticker.setAttribute(name, value);
  }
  link.replaceWith(ticker);
  ticker.append(link);
}

function upgradeIn(root: Element): void {
  if (root.matches(links)) upgrade(root);
  else for (const link of root.querySelectorAll(links)) upgrade(link);
}

let observer: MutationObserver | undefined;

/**
 * Upgrades the links of the page, and from then on those that come later. `origins`, separated by
 * spaces, are those that the script tag allows them besides the page's own.
 */
export function upgradeLinks(origins = ''): void {
  for (const origin of origins.split(/\s+/)) {
    allowed.add(originOf('', origin));
  }
  // By a selector: an image of the name `documentElement` hides the property.
  for (const root of document.querySelectorAll(':root')) upgradeIn(root);
  if (observer !== undefined) return;
  // Looks at what comes only: a page that changes much need not be searched each time.
  observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof Element && node.isConnected) upgradeIn(node);
    }
  });
  observer.observe(document, { childList: true, subtree: true });
}
