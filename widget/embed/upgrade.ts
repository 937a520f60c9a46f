/**
 * For CMSs that drop the tags they do not know: `<a class="nalssi-ticker" data-region="KR-44"
 * href="…">` becomes a ticker with that link inside, once the page is there. `data-foo-bar` is the
 * attribute `foo-bar`, whatever it is; but never a script or a style, because those who clean the
 * HTML of others let `data-` attributes pass.
 */
export function upgradeLinks(): void {
  for (const link of document.querySelectorAll('a.nalssi-ticker:not(nalssi-ticker *)')) {
    const ticker = document.createElement('nalssi-ticker');
    for (const { name, value } of link.attributes) {
      if (/^data-(?!on|style$)./.test(name)) ticker.setAttribute(name.slice(5), value);
    }
    link.replaceWith(ticker);
    ticker.append(link);
  }
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', upgradeLinks, { once: true });
  }
}
