import { define } from '../ticker/define.ts';
import { NalssiTicker } from '../ticker/nalssi-ticker.ts';
import { feedBaseOf, moreOf } from './script-origin.ts';

/** Defines the element, for the script at the address `script`. */
export function start(script: string): void {
  // Before define(): elements that are already on the page start in it.
  NalssiTicker.defaultFeed = feedBaseOf(script);
  // By its whole address: a classic script of another origin has none to start from.
  NalssiTicker.loadMore = async () => import(moreOf(script));
  define();
  findLinks();
}

/** The second script makes tickers of links, where there are any. */
function findLinks(): void {
  if (document.querySelector('a.nalssi-ticker')) {
    // Where it cannot be had they stay links.
    NalssiTicker.loadMore().then(
      ({ upgradeLinks }) => upgradeLinks(),
      () => {},
    );
  } else if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', findLinks);
  }
}
