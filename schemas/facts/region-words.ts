import type { RegionCode } from './regions.ts';

/**
 * Every region: its name of today, its number in ISO 3166-2, and that of its province today
 * where it is another. In one text, because browsers load it.
 */
const text =
  '서울특별시11 부산광역시26 대구광역시27 인천광역시28 광주2912 대전광역시30 울산광역시31 경기도41 강원특별자치도4251 충청북도43 충청남도44 전북특별자치도4552 전남4612 경상북도47 경상남도48 제주특별자치도4950 세종특별자치시5036';

type Region = readonly [name: string, number: string, today?: string];

const regions = text.split(' ').map((region) => region.match(/\D+|\d\d/g) as unknown as Region);

/** `충남` of `충청남도`. */
function short(name: string): string {
  return name.replace(/^(.)[청라상]/, '$1').replace(/(?:통합)?(?:특별|광역)?(?:자치)?[시도]$/, '');
}

/**
 * The regions that a word stands for: a code of ISO 3166-2 (`KR-44`), a province's number of today
 * or before (`44`, `51`, `42`), or its name, short or long, of today or before (`충남`, `충청남도`,
 * `강원도`). `12` and `전남광주통합특별시` are two regions. None where nobody knows the word.
 * 광주시 is a town in 경기, and 제주시 one in 제주.
 */
export function regionsOf(word: string): RegionCode[] {
  const found = (isMeant: (region: Region) => boolean) =>
    regions.filter(isMeant).map(([, number]) => `KR-${number}` as RegionCode);
  const number = /^(?:kr-)?(\d\d)$/i.exec(word)?.[1];
  const name = short(word.replace(/^(?:광주|제주)시$/, ''));
  const today = name === '전남광주' ? '12' : word;
  // 50 is the number of 제주, and in ISO 3166-2 that of 세종.
  const ofToday = found((region) => region.at(-1) === today);
  return ofToday[0]
    ? ofToday
    : found(([own, iso]) => (number ? iso === number : short(own) === name));
}

/** `충청남도`, or `충남`. */
export function regionNameKo(code: RegionCode, isShort = false): string {
  const name = regions.find(([, number]) => code.endsWith(number))?.[0] ?? '';
  return isShort ? short(name) : name;
}
