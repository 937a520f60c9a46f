/**
 * The 17 시도 by ISO 3166-2 (KR-42 and KR-45 were kept when Gangwon and Jeonbuk became special
 * self-governing provinces; Korea's own administrative codes 51 and 52 are another system).
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

/** A name as it is written in Korea (`ko`) and romanised (`en`). Plain text. */
export interface BilingualName {
  readonly ko: string;
  readonly en: string;
}

export const regionNames: Readonly<Record<RegionCode, BilingualName>> = {
  'KR-11': { ko: '서울특별시', en: 'Seoul' },
  'KR-26': { ko: '부산광역시', en: 'Busan' },
  'KR-27': { ko: '대구광역시', en: 'Daegu' },
  'KR-28': { ko: '인천광역시', en: 'Incheon' },
  'KR-29': { ko: '광주광역시', en: 'Gwangju' },
  'KR-30': { ko: '대전광역시', en: 'Daejeon' },
  'KR-31': { ko: '울산광역시', en: 'Ulsan' },
  'KR-41': { ko: '경기도', en: 'Gyeonggi' },
  'KR-42': { ko: '강원특별자치도', en: 'Gangwon' },
  'KR-43': { ko: '충청북도', en: 'Chungbuk' },
  'KR-44': { ko: '충청남도', en: 'Chungnam' },
  'KR-45': { ko: '전북특별자치도', en: 'Jeonbuk' },
  'KR-46': { ko: '전라남도', en: 'Jeonnam' },
  'KR-47': { ko: '경상북도', en: 'Gyeongbuk' },
  'KR-48': { ko: '경상남도', en: 'Gyeongnam' },
  'KR-49': { ko: '제주특별자치도', en: 'Jeju' },
  'KR-50': { ko: '세종특별자치시', en: 'Sejong' },
};

/** A 시도 as it is governed. */
export interface Province {
  /** The first two digits of its districts' numbers (법정동코드). */
  readonly code: string;
  readonly name: BilingualName;
}

/**
 * The province of each region: since 2026-07-01 those of 광주 and 전남 are one, which KMA warns and
 * lists as two all the same. Source: 행정안전부 법정동코드, 2026-09-27; it has no official English name
 * yet, and goes by that of its domain.
 */
export const provinces: Readonly<Record<RegionCode, Province>> = {
  'KR-11': { code: '11', name: regionNames['KR-11'] },
  'KR-26': { code: '26', name: regionNames['KR-26'] },
  'KR-27': { code: '27', name: regionNames['KR-27'] },
  'KR-28': { code: '28', name: regionNames['KR-28'] },
  'KR-29': { code: '12', name: { ko: '전남광주통합특별시', en: 'Jeonnam-Gwangju' } },
  'KR-30': { code: '30', name: regionNames['KR-30'] },
  'KR-31': { code: '31', name: regionNames['KR-31'] },
  'KR-41': { code: '41', name: regionNames['KR-41'] },
  'KR-42': { code: '51', name: regionNames['KR-42'] },
  'KR-43': { code: '43', name: regionNames['KR-43'] },
  'KR-44': { code: '44', name: regionNames['KR-44'] },
  'KR-45': { code: '52', name: regionNames['KR-45'] },
  'KR-46': { code: '12', name: { ko: '전남광주통합특별시', en: 'Jeonnam-Gwangju' } },
  'KR-47': { code: '47', name: regionNames['KR-47'] },
  'KR-48': { code: '48', name: regionNames['KR-48'] },
  'KR-49': { code: '50', name: regionNames['KR-49'] },
  'KR-50': { code: '36', name: regionNames['KR-50'] },
};
