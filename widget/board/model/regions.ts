import {
  type RegionCode,
  regionNames,
  regionSeparator,
  regionsOf,
  shortRegionName,
} from '@nalssi/schemas/facts';
import type { Language } from '../../format/words.ts';

/** Regions that are shown together; none of them for the country. */
export interface RegionChoice {
  readonly codes: readonly RegionCode[];
  /** What of the attribute nobody knows. */
  readonly unknown: readonly string[];
}

const country = /^(?:전국|kr|korea)$/i;

/** The regions that words name, apart from each other as `region` of the ticker has them. */
export function regionChoice(attribute: string): RegionChoice {
  const words = attribute.split(regionSeparator).filter(Boolean);
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
  return [...new Set(attribute.split(/[\s,]+/).filter(Boolean))].slice(0, 20);
}

/** `충청남도`, `대전·세종·충남`, `전국`. */
export function titleOf(
  codes: readonly RegionCode[],
  language: Language,
  words: { readonly country: string },
): string {
  const [only, other] = codes;
  if (only === undefined) return words.country;
  if (other === undefined) return regionNames[only][language];
  return codes.map((code) => shortRegionName(code)[language]).join('·');
}
