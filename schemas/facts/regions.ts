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

/** Names of today: where the region is a province, the province's own. */
export const regionNames: Readonly<Record<RegionCode, BilingualName>> = {
  'KR-11': { ko: '서울특별시', en: regionNamesEn['KR-11'] },
  'KR-26': { ko: '부산광역시', en: regionNamesEn['KR-26'] },
  'KR-27': { ko: '대구광역시', en: regionNamesEn['KR-27'] },
  'KR-28': { ko: '인천광역시', en: regionNamesEn['KR-28'] },
  'KR-29': { ko: '광주', en: regionNamesEn['KR-29'] },
  'KR-30': { ko: '대전광역시', en: regionNamesEn['KR-30'] },
  'KR-31': { ko: '울산광역시', en: regionNamesEn['KR-31'] },
  'KR-41': { ko: '경기도', en: regionNamesEn['KR-41'] },
  'KR-42': { ko: '강원특별자치도', en: regionNamesEn['KR-42'] },
  'KR-43': { ko: '충청북도', en: regionNamesEn['KR-43'] },
  'KR-44': { ko: '충청남도', en: regionNamesEn['KR-44'] },
  'KR-45': { ko: '전북특별자치도', en: regionNamesEn['KR-45'] },
  'KR-46': { ko: '전남', en: regionNamesEn['KR-46'] },
  'KR-47': { ko: '경상북도', en: regionNamesEn['KR-47'] },
  'KR-48': { ko: '경상남도', en: regionNamesEn['KR-48'] },
  'KR-49': { ko: '제주특별자치도', en: regionNamesEn['KR-49'] },
  'KR-50': { ko: '세종특별자치시', en: regionNamesEn['KR-50'] },
};
