import { type BilingualName, type RegionCode, regionNames } from './regions.ts';

/**
 * Every region: its short name, its number in ISO 3166-2, and that of its province today where it
 * is another. In one text, because browsers load it.
 */
const regions =
  '서울11 부산26 대구27 인천28 광주2912 대전30 울산31 경기41 강원4251 충북43 충남44 전북4552 전남4612 경북47 경남48 제주4950 세종5036'.split(
    ' ',
  );

/**
 * The regions that a word stands for: a code of ISO 3166-2 (`KR-44`), a province's number of today
 * or before (`44`, `51`, `42`), or its name, short or long, of today or before (`충남`, `충청남도`,
 * `강원도`). `12` and `전남광주통합특별시` are two regions. None where nobody knows the word.
 * 광주시 is a town in 경기, and 제주시 one in 제주.
 */
export function regionsOf(word: string): RegionCode[] {
  const found = (isMeant: (region: string) => boolean) =>
    regions.filter(isMeant).map((region) => `KR-${region.slice(2, 4)}` as RegionCode);
  const number = /^(?:kr-)?(\d\d)$/i.exec(word)?.[1];
  if (number) {
    // 50 is the number of 제주, and in ISO 3166-2 that of 세종.
    const today = word === number ? found((region) => region.endsWith(number)) : [];
    return today[0] ? today : found((region) => region.startsWith(number, 2));
  }
  const name = word
    .replace(/^(?:광주|제주)시$/, '')
    .replace(/^(.)[청라상]/, '$1')
    .replace(/(?:통합)?(?:특별|광역)?(?:자치)?[시도]$/, '');
  return found((region) =>
    name === '전남광주' ? region.endsWith('12') : region.slice(0, 2) === name,
  );
}

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
  const [nearest = ''] = regions.toSorted((one, other) => likeness(other) - likeness(one));
  return `${nearest.slice(0, 2)} (KR-${nearest.slice(2, 4)})`;
}

/** `충남`, `Chungnam`. */
export function shortRegionName(code: RegionCode): BilingualName {
  const ko = regions.find((region) => region.startsWith(code.slice(3), 2))?.slice(0, 2);
  return { ...regionNames[code], ...(ko !== undefined && { ko }) };
}
