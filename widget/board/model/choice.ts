import type { RegionCode } from '@nalssi/schemas/facts';
import { regionChoice, tabsOf } from './regions.ts';

/** What a page asks of a board, as its attributes say it; `null` for one that was taken away. */
export interface Asked {
  readonly region: string | null;
  readonly tabs: string | null;
  readonly place: string | null;
}

/** The place that a word means, by its number. */
export interface FoundPlace {
  readonly code: string;
  readonly region: RegionCode;
}

/** What a board shows of what it was asked for. */
export interface Choice {
  /** None for the country, and while it is not known what to show. */
  readonly regions: readonly RegionCode[];
  /** Whose files are read: `KR` for the country; none while that is not known. */
  readonly ids: readonly string[];
  /** Words for regions of which nobody knows any. */
  readonly unknown: readonly string[];
}

/** The words for regions: the attribute's, else those of the first tab. */
export function askedRegion({ region, tabs }: Asked): string {
  return region || valueOfTab(tabsOf(tabs ?? '')[0] ?? '');
}

/** A tab as `region` takes it. */
export function valueOfTab(tab: string): string {
  return tab.replaceAll('+', ' ');
}

/**
 * What to show. `found` is what `place` means: `null` for nothing that is known, `undefined` while it
 * is not known what.
 */
export function choiceOf(asked: Asked, found: FoundPlace | null | undefined): Choice {
  const words = askedRegion(asked);
  const { codes, unknown } = regionChoice(words);
  const regions = words === '' && found ? [found.region] : codes;
  // What is known is shown without the rest; but of nothing that is known there is no country.
  const isUnknown = codes.length === 0 && unknown.length > 0;
  const waits = words === '' && found === undefined;
  const country = isUnknown || waits ? [] : ['KR'];
  return {
    regions,
    ids: regions.length > 0 ? regions : country,
    unknown: isUnknown ? unknown : [],
  };
}
