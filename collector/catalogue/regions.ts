import {
  formerProvinces,
  provinces,
  type RegionCode,
  regionCodes,
  regionsOf,
} from '@nalssi/schemas';
import { districtChanges } from './district-changes.ts';

/** Regions with the first two digits of their districts, of today and before; 12 is there twice. */
const prefixes: readonly (readonly [prefix: string, region: RegionCode])[] = [
  ...regionCodes.map((region) => [provinces[region].code, region] as const),
  ...formerProvinces.map(({ code, region }) => [code, region] as const),
];

const byDistrict: ReadonlyMap<string, RegionCode> = new Map(
  districtChanges.flatMap(({ former, code, region }) => [
    [former, region],
    [code, region],
  ]),
);

/**
 * Region of the number of a district or of a part of it (법정동코드, two to ten digits), old or new.
 * `null` for one that nobody knows, and for 12 alone, which is two regions.
 */
export function regionOfLawId(lawId: string | null): RegionCode | null {
  if (lawId === null || !/^(?:\d{2}|\d{5}|\d{8}|\d{10})$/.test(lawId)) return null;
  const district = byDistrict.get(lawId.slice(0, 5));
  if (district !== undefined) return district;
  return onlyOne(
    prefixes.filter(([prefix]) => lawId.startsWith(prefix)).map(([, region]) => region),
  );
}

/**
 * The regions that a name of KMA's stands for, whole and exact: `광주` is the city and not the town
 * in 경기, `전남광주통합특별시` is two. None for what is no region, such as a zone in one.
 */
export function regionsOfName(name: string): readonly RegionCode[] {
  const word = name.normalize('NFC').replace(/\s/g, '');
  // 광주·전남, 서울·인천: each part must be a region, for islands have dots in their names.
  const parts = word.split(/[·ㆍ・]/).map((part) => (/^\d/.test(part) ? [] : regionsOf(part)));
  return parts.some((regions) => regions.length === 0) ? [] : [...new Set(parts.flat())].sort();
}

/** The one region that a name stands for; `null` for none, and for more than one. */
export function regionOfName(name: string): RegionCode | null {
  return onlyOne(regionsOfName(name));
}

/**
 * The regions that a zone on land is named after: `서울동남권`, `제주시동부`, `강원북부산지`; of a province
 * that nobody knows yet all it is made of, `대구경북특별시`. 광주시 is a town in 경기, and what ends like a
 * sea has no region: `부산앞바다`, `제주도남쪽먼바다`.
 */
export function regionsOfZoneName(name: string): readonly RegionCode[] {
  const word = name.normalize('NFC').replace(/\s/g, '');
  const whole = regionsOfName(word);
  if (whole.length > 0) return whole;
  if (/(?:바다|해상|평수구역)$/.test(word) || /^(?:광주시|\d)/.test(word)) return [];
  // 경남 as 경상남도: the two letters it is called by are its first and its third.
  const begin = regionsOf(word.slice(0, /^[경전충][상라청][남북]/.test(word) ? 3 : 2));
  const isProvince = begin.length > 0 && /(?:특별|광역|자치)[시도]$/.test(word);
  const other = isProvince ? regionsOf(word.slice(2, 4)) : [];
  return [...new Set([...begin, ...other])].sort();
}

/**
 * Where a district has gone that was in one of `regions` before, by its name: 군위 of 경상북도 is in
 * 대구. None where it is still there, or nobody knows it.
 */
export function regionsMovedTo(name: string, regions: readonly RegionCode[]): RegionCode[] {
  const word = name.normalize('NFC').replace(/\s/g, '');
  return districtChanges.flatMap(({ former, name: district, region }) => {
    const isMeant = word === district || (word.length > 1 && `${word}군` === district);
    const before = prefixes.filter(([prefix]) => former.startsWith(prefix));
    const wasThere = before.some(([, one]) => one !== region && regions.includes(one));
    return isMeant && wasThere && !regions.includes(region) ? [region] : [];
  });
}

const districtsOfGwangju: ReadonlySet<string> = namesIn('KR-29');
const districtsOfJeonnam: ReadonlySet<string> = namesIn('KR-46');

function namesIn(region: RegionCode): Set<string> {
  return new Set(
    districtChanges.filter((change) => change.region === region).map(({ name }) => name),
  );
}

/**
 * Region of an address as KMA writes it, of today or before: `전남광주통합특별시 북구 운암동`,
 * `경상북도 군위군군위읍 내량리`. `null` where nobody knows the province or, of
 * 전남광주통합특별시, the district.
 */
export function regionOfAddress(address: string): RegionCode | null {
  const [province = '', district = ''] = address.normalize('NFC').trim().split(/\s+/, 2);
  const regions = regionsOfName(province);
  if (regions.length === 0) return null;
  // It is in 대구 since 2023-07-01, whatever an older list says.
  if (regions.includes('KR-47') && district.startsWith('군위군')) return 'KR-27';
  if (regions.length === 1) return onlyOne(regions);
  // KMA's list runs the district into what follows: 완도군완도읍.
  const startsIn = (names: ReadonlySet<string>) =>
    [...names].some((name) => district.startsWith(name));
  if (startsIn(districtsOfGwangju)) return 'KR-29';
  return startsIn(districtsOfJeonnam) ? 'KR-46' : null;
}

/** The region of a station by the number of its district, else by its address. */
export function regionOfStation({
  lawId,
  address,
}: {
  readonly lawId: string | null;
  readonly address?: string;
}): RegionCode | null {
  return regionOfLawId(lawId) ?? (address === undefined ? null : regionOfAddress(address));
}

function onlyOne(regions: readonly RegionCode[]): RegionCode | null {
  return regions.length === 1 ? (regions[0] ?? null) : null;
}
