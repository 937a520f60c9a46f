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

let observer: MutationObserver | undefined;

/** Upgrades the links of the page, and from then on those that come later. */
export function upgradeLinks(): void {
  for (const link of document.querySelectorAll(links)) upgrade(link);
  if (observer !== undefined) return;
  observer = new MutationObserver((records) => {
    if (records.some(({ addedNodes }) => addedNodes.length > 0)) upgradeLinks();
  });
  observer.observe(document, { childList: true, subtree: true });
}
