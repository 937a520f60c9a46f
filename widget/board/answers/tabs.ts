import { shortRegionName } from '@nalssi/schemas/facts';
import type { Language } from '../../format/words.ts';
import { type Asked, valueOfTab } from '../model/choice.ts';
import { regionChoice, tabsOf } from '../model/regions.ts';

/** One tab of a board. */
export interface Tab {
  /** As `region` takes it. */
  readonly value: string;
  readonly title: string;
  readonly isChosen: boolean;
}

/** The tabs of a board, of which the one with the same regions is chosen, however it names them. */
export function tabsFor(
  { tabs }: Pick<Asked, 'tabs'>,
  regions: readonly string[],
  language: Language,
  words: { readonly country: string },
): readonly Tab[] {
  const shown = regions.toSorted().join();
  return tabsOf(tabs ?? '').map((tab) => {
    const value = valueOfTab(tab);
    const { codes } = regionChoice(value);
    const isChosen = codes.toSorted().join() === shown;
    // As short as a tab wants it.
    const names = codes.map((code) => shortRegionName(code)[language]);
    return { value, title: names.join('·') || words.country, isChosen };
  });
}
