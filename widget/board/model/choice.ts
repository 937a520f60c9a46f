import { placesOf, type RegionCode } from '@nalssi/schemas/facts';
import type { Language } from '../../format/words.ts';
import type { BoardPlace } from '../feed/places-file.ts';
import { regionChoice, shortTitleOf, tabsOf } from './regions.ts';

/** What a page asks of a board, as its attributes say it; `null` for one that was taken away. */
export interface Asked {
  readonly region: string | null;
  readonly tabs: string | null;
  readonly place: string | null;
}

/** What a board shows of what it was asked for. */
export interface Choice {
  /** None for the country, and while it is not known what to show. */
  readonly regions: readonly RegionCode[];
  /** Whose files are read: `KR` for the country; none while that is not known. */
  readonly ids: readonly string[];
  /** Number of the place; empty for none, and where the word means several. */
  readonly place: string;
  /** The places that the word means: one, where all is well. */
  readonly found: readonly BoardPlace[];
  /** Words for regions of which nobody knows any. */
  readonly unknown: readonly string[];
}

/** One tab of a board. */
export interface Tab {
  /** As `region` takes it. */
  readonly value: string;
  readonly title: string;
  readonly isChosen: boolean;
}

const valueOfTab = (tab: string) => tab.replaceAll('+', ' ');

/** What to show. `places` are `null` while they are on their way. */
export function choiceOf(
  { region, tabs, place }: Asked,
  places: readonly BoardPlace[] | null,
): Choice {
  const asked = region || valueOfTab(tabsOf(tabs ?? '')[0] ?? '');
  const { codes, unknown } = regionChoice(asked);
  const found = place ? placesOf(place, places ?? [], codes) : [];
  const [only, other] = found;
  const one = other === undefined ? only : undefined;
  const regions = asked === '' && one ? [one.region] : codes;
  // What is known is shown without the rest; but of nothing that is known there is no country.
  const isUnknown = codes.length === 0 && unknown.length > 0;
  const waits = asked === '' && Boolean(place) && places === null;
  const country = isUnknown || waits ? [] : ['KR'];
  return {
    regions,
    ids: regions.length > 0 ? regions : country,
    place: one?.code ?? '',
    found,
    unknown: isUnknown ? unknown : [],
  };
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
    return { value, title: shortTitleOf(codes, language, words), isChosen };
  });
}
