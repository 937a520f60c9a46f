/** What is inside a ticker already is what it shows while there are no observations. */
const links = 'a.nalssi-ticker:not(nalssi-ticker *)';

/**
 * For CMSs that drop the tags they do not know: `<a class="nalssi-ticker" data-region="KR-44"
 * href="…">` becomes a ticker with that link inside. `data-foo-bar` is the attribute `foo-bar`,
 * whatever it is; but never a script or a style, because those who clean the HTML of others let
 * `data-` attributes pass.
 */
function upgrade(link: Element): void {
  const ticker = document.createElement('nalssi-ticker');
  for (const { name, value } of link.attributes) {
    if (/^data-(?!on|style$)./.test(name)) ticker.setAttribute(name.slice(5), value);
  }
  link.replaceWith(ticker);
  ticker.append(link);
}

function upgradeIn(root: Element): void {
  if (root.matches(links)) upgrade(root);
  else for (const link of root.querySelectorAll(links)) upgrade(link);
}

let observer: MutationObserver | undefined;

/** Upgrades the links of the page, and from then on those that come later. */
export function upgradeLinks(): void {
  upgradeIn(document.documentElement);
  if (observer !== undefined) return;
  // Looks at what comes only: a page that changes much need not be searched each time.
  observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof Element && node.isConnected) upgradeIn(node);
    }
  });
  observer.observe(document, { childList: true, subtree: true });
}
