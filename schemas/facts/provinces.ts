import { regionNames } from './region-names.ts';
import type { BilingualName, RegionCode } from './regions.ts';

/** A 시도 as it is governed. */
export interface Province {
  /** The first two digits of its districts' numbers (법정동코드). */
  readonly code: string;
  readonly name: BilingualName;
}

/** When the table was last compared with its source, 행정안전부 법정동코드. */
export const provincesAsOf = '2026-09-27';

/** It has no official English name yet, and goes by that of its domain. */
const jeonnamGwangju: Province = {
  code: '12',
  name: { ko: '전남광주통합특별시', en: 'Jeonnam-Gwangju' },
};

/** The province of each region. Since 2026-07-01 those of 광주 and 전남 are one. */
export const provinces: Readonly<Record<RegionCode, Province>> = {
  'KR-11': { code: '11', name: regionNames['KR-11'] },
  'KR-26': { code: '26', name: regionNames['KR-26'] },
  'KR-27': { code: '27', name: regionNames['KR-27'] },
  'KR-28': { code: '28', name: regionNames['KR-28'] },
  'KR-29': jeonnamGwangju,
  'KR-30': { code: '30', name: regionNames['KR-30'] },
  'KR-31': { code: '31', name: regionNames['KR-31'] },
  'KR-41': { code: '41', name: regionNames['KR-41'] },
  'KR-42': { code: '51', name: regionNames['KR-42'] },
  'KR-43': { code: '43', name: regionNames['KR-43'] },
  'KR-44': { code: '44', name: regionNames['KR-44'] },
  'KR-45': { code: '52', name: regionNames['KR-45'] },
  'KR-46': jeonnamGwangju,
  'KR-47': { code: '47', name: regionNames['KR-47'] },
  'KR-48': { code: '48', name: regionNames['KR-48'] },
  'KR-49': { code: '50', name: regionNames['KR-49'] },
  'KR-50': { code: '36', name: regionNames['KR-50'] },
};

/** A province as it was before: names and numbers stay in use for years after they end. */
export interface FormerProvince extends Province {
  /** The first day without it. */
  readonly endedOn: string;
  readonly region: RegionCode;
}

export const formerProvinces: readonly FormerProvince[] = [
  {
    region: 'KR-42',
    code: '42',
    name: { ko: '강원도', en: 'Gangwon' },
    endedOn: '2023-06-11',
  },
  {
    region: 'KR-45',
    code: '45',
    name: { ko: '전라북도', en: 'Jeonbuk' },
    endedOn: '2024-01-18',
  },
  {
    region: 'KR-29',
    code: '29',
    name: { ko: '광주광역시', en: 'Gwangju' },
    endedOn: '2026-07-01',
  },
  {
    region: 'KR-46',
    code: '46',
    name: { ko: '전라남도', en: 'Jeonnam' },
    endedOn: '2026-07-01',
  },
];
