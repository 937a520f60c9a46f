import { type RegionCode, regionNameKo, regionSeparator, regionsOf } from '@nalssi/schemas/facts';
import type { BoardWords } from '../words.ts';

/** Regions that are shown together; none of them for the country. */
export interface RegionChoice {
  readonly codes: readonly RegionCode[];
  /** What of the attribute nobody knows. */
  readonly unknown: readonly string[];
}

/** Letters of an attribute that are read: all regions by their long names have 130. */
const longest = 999;
const country = /^(?:전국|kr|korea)$/i;

/** The regions that words name, apart from each other as `region` of the ticker has them. */
export function regionChoice(attribute: string): RegionChoice {
  const words = attribute.slice(0, longest).split(regionSeparator).filter(Boolean);
  const codes = new Set<RegionCode>();
  const unknown: string[] = [];
  for (const word of words) {
    const found = regionsOf(word);
    for (const code of found) codes.add(code);
    if (found.length === 0 && !country.test(word)) unknown.push(word);
  }
  return { codes: words.some((word) => country.test(word)) ? [] : [...codes], unknown };
}

/** Tabs as an attribute names them, apart by spaces or commas; `+` joins regions in one. */
export function tabsOf(attribute: string): readonly string[] {
  return [
    ...new Set(
      attribute
        .slice(0, longest)
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  ].slice(0, 20);
}

/** A region as these words call it: `충청남도`, or `충남`; `Chungnam`. */
export function regionName(
  code: RegionCode,
  { regions }: Pick<BoardWords, 'regions'>,
  isShort = false,
): string {
  return regions?.[code] ?? regionNameKo(code, isShort);
}

/** `충청남도`, `대전·세종·충남`, `전국`. */
export function titleOf(
  codes: readonly RegionCode[],
  words: Pick<BoardWords, 'regions' | 'country'>,
): string {
  const isOne = codes.length === 1;
  return codes.map((code) => regionName(code, words, !isOne)).join('·') || words.country;
}
