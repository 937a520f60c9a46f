import { pageDocument } from '../ticker/page-document.ts';
import { originOf } from './link-template.ts';

/** The element that links become, whose name is their class. */
let tag = 'nalssi-ticker';

// A page of news has a handful. Whoever can write links must not fill a page with tickers, nor use
// up those of the site: what is more becomes a ticker when a reader comes to it. 25 that were drawn
// in one frame took it 70 ms and more.
const mostAtOnce = 10;

// Characters of an attribute: 500 stations are as long. Browsers read a language for each text.
const longest = 3000;
const longestLanguage = 35;

/** Origins besides the page's own that links may lead to and take a feed from. */
const allowed = new Set<string | null>();
let left = mostAtOnce;
let later: IntersectionObserver | undefined;

/** What an attribute may say that anyone can write who may write links. */
function isHarmless(name: string, value: string, page: string): boolean {
  if (value.length > (name === 'lang' ? longestLanguage : longest)) return false;
  // What a reader's browser keeps is not for others to say.
  if (name === 'storage') return false;
  // A name would choose one of the page's own frames to open links in.
  if (name === 'target') return /^_(?:blank|parent|self|top)$/i.test(value);
  if (name !== 'href' && name !== 'feed') return true;
  const origin = originOf(value, page);
  // Also what lies at the page's own origin, where visitors may have put it, is no feed of the
  // site.
  return (
    origin !== null && (allowed.has(origin) || (name === 'href' && origin === location.origin))
  );
}

/** What our elements say of themselves. */
interface Upgraded {
  readonly observedAttributes: readonly string[];
  readonly defaultFeed?: string;
}

/**
 * For CMSs that drop the tags they do not know: `<a class="nalssi-ticker" data-region="KR-44"
 * href="…">` becomes a ticker with that link inside. `data-mode` is the attribute `mode`, for each
 * of the ticker's own attributes and no other: those who clean the HTML of others let `data-`
 * attributes pass, and what Alpine or htmx read, or another script of the page, may not be made of
 * them.
 */
function upgrade(link: Element): void {
  const ticker = pageDocument.createElement(tag);
  const { observedAttributes, defaultFeed } = ticker.constructor as unknown as Upgraded;
  // Somebody else's element has the name: what it would make of the attributes nobody knows.
  if (defaultFeed === undefined) return;
  for (const name of observedAttributes) {
    const value = link.getAttribute(`data-${name}`);
    if (value !== null && isHarmless(name, value, link.baseURI)) ticker.setAttribute(name, value);
  }
  link.replaceWith(ticker);
  ticker.append(link);
}

/** Upgrades what has come near the window, some at a time: each pushes away those after it. */
function upgradeNear(entries: readonly IntersectionObserverEntry[]): void {
  let some = 2;
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    later?.unobserve(target);
    if (some > 0) upgrade(target);
    // To be told again, when those before it have been laid out.
    else later?.observe(target);
    some -= 1;
  }
}

function upgradeSoon(link: Element): void {
  if (left > 0) {
    left -= 1;
    upgrade(link);
  } else {
    later ??= new IntersectionObserver(upgradeNear);
    later.observe(link);
  }
}

function upgradeIn(root: Element): void {
  // As the platform made them: `<input name="matches">` hides the method of its form.
  const { matches, querySelectorAll } = Element.prototype;
  // What is inside one already is what it shows while there are no observations.
  const links = `a.${tag}:not(${tag} *)`;
  if (matches.call(root, links)) upgradeSoon(root);
  else for (const link of querySelectorAll.call(root, links)) upgradeSoon(link);
}

let observer: MutationObserver | undefined;

/**
 * Upgrades the links of the page, and from then on those that come later. `origins`, separated by
 * spaces, are those that the script tag allows them besides the page's own. A script has the links of
 * one element.
 */
export function upgradeLinks(origins = '', element = tag): void {
  tag = element;
  for (const origin of origins.split(/\s+/)) {
    allowed.add(originOf('', origin));
  }
  upgradeIn(pageDocument.documentElement);
  if (observer !== undefined) return;
  // Looks at what comes only: a page that changes much need not be searched each time.
  observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof Element && node.isConnected) upgradeIn(node);
    }
  });
  observer.observe(document, {
    // Some pages give every object more, which would be taken for an option.
    __proto__: null,
    childList: true,
    subtree: true,
  } as MutationObserverInit);
}
