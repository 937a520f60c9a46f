import { type Asked, valueOfTab } from '../model/choice.ts';
import { regionChoice, regionName, tabsOf } from '../model/regions.ts';
import type { BoardWords } from '../words.ts';

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
  words: Pick<BoardWords, 'regions' | 'country'>,
): readonly Tab[] {
  const shown = regions.toSorted().join();
  return tabsOf(tabs ?? '').map((tab) => {
    const value = valueOfTab(tab);
    const { codes } = regionChoice(value);
    const isChosen = codes.toSorted().join() === shown;
    // As short as a tab wants it.
    const names = codes.map((code) => regionName(code, words, true));
    return { value, title: names.join('·') || words.country, isChosen };
  });
}
