import type { RegionCode } from '@nalssi/schemas';

/**
 * Region of a ten-digit number of an administrative district (법정동코드), by its first two digits.
 * Gangwon and Jeonbuk have new ones since they became special provinces.
 */
const byLawPrefix: Readonly<Record<string, RegionCode>> = {
  '11': 'KR-11',
  '26': 'KR-26',
  '27': 'KR-27',
  '28': 'KR-28',
  '29': 'KR-29',
  '30': 'KR-30',
  '31': 'KR-31',
  '36': 'KR-50',
  '41': 'KR-41',
  '42': 'KR-42',
  '51': 'KR-42',
  '43': 'KR-43',
  '44': 'KR-44',
  '45': 'KR-45',
  '52': 'KR-45',
  '46': 'KR-46',
  '47': 'KR-47',
  '48': 'KR-48',
  '50': 'KR-49',
};

export function regionOfLawId(lawId: string | null): RegionCode | null {
  return byLawPrefix[lawId?.slice(0, 2) ?? ''] ?? null;
}

/** Beginnings of the names that KMA writes for a region, old and new, short and long. */
const beginnings: readonly (readonly [RegionCode, ...string[]])[] = [
  ['KR-11', '서울'],
  ['KR-26', '부산'],
  ['KR-27', '대구'],
  ['KR-28', '인천'],
  ['KR-29', '광주광역시'],
  ['KR-30', '대전'],
  ['KR-31', '울산'],
  ['KR-41', '경기'],
  ['KR-42', '강원'],
  ['KR-43', '충청북도', '충북'],
  ['KR-44', '충청남도', '충남'],
  ['KR-45', '전라북도', '전북'],
  ['KR-46', '전라남도', '전남'],
  ['KR-47', '경상북도', '경북'],
  ['KR-48', '경상남도', '경남'],
  ['KR-49', '제주'],
  ['KR-50', '세종'],
];

/** The region that a Korean name begins like, or `null`. 광주 alone may be a town in Gyeonggi. */
export function regionOfName(name: string): RegionCode | null {
  const found = beginnings.find(([, ...words]) => words.some((word) => name.startsWith(word)));
  return found?.[0] ?? null;
}
