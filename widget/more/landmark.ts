import { type RegionCode, regionNameKo, regionNamesEn } from '@nalssi/schemas/facts';
import { moreWords } from '../format/languages.ts';
import { fill, type Words } from '../format/words.ts';
import type { ExtendedTicker } from '../ticker/extension.ts';
import { pageDocument } from '../ticker/page-document.ts';
import type { Selection } from '../ticker/ticker-view.ts';

const nameOf = (ticker: Element) =>
  ticker.shadowRoot?.querySelector('section')?.getAttribute('aria-label') ?? '';

/**
 * What the landmark of a ticker is called: its title, else its place or its regions. Readers of a screen reader
 * choose among landmarks by their names, so of tickers that are called alike those after the first are
 * numbered.
 */
export function labelOf(
  { host }: ExtendedTicker,
  words: Words,
  { stations, regions }: Selection,
  place: string,
): string {
  const title = host.querySelector(':scope > [slot="title"]')?.textContent.trim();
  const names = regions.flatMap((code) => {
    if (!Object.hasOwn(regionNamesEn, code)) return [];
    const known = code as RegionCode;
    return words.language === 'ko' ? regionNameKo(known) : regionNamesEn[known];
  });
  const region = place || (stations.length === 0 ? names.join('·') : '');
  const label =
    title || (region ? fill(moreWords[words.language].weatherOf, { region }) : words.label);
  const tickers: Element[] = [...pageDocument.getElementsByTagName('nalssi-ticker')];
  const taken = tickers.slice(0, Math.max(tickers.indexOf(host), 0)).map(nameOf);
  let unique = label;
  for (let number = 2; taken.includes(unique); number += 1) unique = `${label} ${number}`;
  return unique;
}
