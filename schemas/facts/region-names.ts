import { regionNameKo } from './region-words.ts';
import { type BilingualName, type RegionCode, regionCodes, regionNamesEn } from './regions.ts';

/** Names of today: where the region is a province, the province's own. */
export const regionNames = /* @__PURE__ */ Object.fromEntries(
  regionCodes.map((code) => [code, { ko: regionNameKo(code), en: regionNamesEn[code] }]),
) as Readonly<Record<RegionCode, BilingualName>>;

/** Short name and code of the region that a word nobody knows is most like: `충남 (KR-44)`. */
export function nearestRegion(word: string): string {
  // By the letters of the syllables, those in their places twice: 충낭 is more like 충남 than 충북.
  const likeness = (region: string) => {
    const letters = region.normalize('NFD');
    return [...word.normalize('NFD')].reduce(
      (sum, letter, place) =>
        sum + Number(letters.includes(letter)) + Number(letters[place] === letter),
      0,
    );
  };
  const known = regionCodes.map((code) => `${regionNameKo(code, true)} (${code})`);
  const [nearest = ''] = known.toSorted((one, other) => likeness(other) - likeness(one));
  return nearest;
}

/** `충남`, `Chungnam`. */
export function shortRegionName(code: RegionCode): BilingualName {
  return { ko: regionNameKo(code, true), en: regionNamesEn[code] };
}
