/**
 * The 17 시도 by ISO 3166-2 (KR-42 and KR-45 were kept when Gangwon and Jeonbuk became special
 * self-governing provinces; Korea's own administrative codes 51 and 52 are another system). As
 * regions of the weather 광주 and 전남 stay two since their provinces are one, as they do at KMA.
 */
export const regionCodes = [
  'KR-11',
  'KR-26',
  'KR-27',
  'KR-28',
  'KR-29',
  'KR-30',
  'KR-31',
  'KR-41',
  'KR-42',
  'KR-43',
  'KR-44',
  'KR-45',
  'KR-46',
  'KR-47',
  'KR-48',
  'KR-49',
  'KR-50',
] as const;

export type RegionCode = (typeof regionCodes)[number];

/** What parts the words of a list of regions: `KR-44 KR-30`, `충남·대전`. */
export const regionSeparator = /[\s,;/·ㆍ・]+/;

/** A name as it is written in Korea (`ko`) and romanised (`en`). Plain text. */
export interface BilingualName {
  readonly ko: string;
  readonly en: string;
}

/** Romanised names of today, for pages that speak English alone. */
export const regionNamesEn: Readonly<Record<RegionCode, string>> = {
  'KR-11': 'Seoul',
  'KR-26': 'Busan',
  'KR-27': 'Daegu',
  'KR-28': 'Incheon',
  'KR-29': 'Gwangju',
  'KR-30': 'Daejeon',
  'KR-31': 'Ulsan',
  'KR-41': 'Gyeonggi',
  'KR-42': 'Gangwon',
  'KR-43': 'Chungbuk',
  'KR-44': 'Chungnam',
  'KR-45': 'Jeonbuk',
  'KR-46': 'Jeonnam',
  'KR-47': 'Gyeongbuk',
  'KR-48': 'Gyeongnam',
  'KR-49': 'Jeju',
  'KR-50': 'Sejong',
};
