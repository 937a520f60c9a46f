import {
  findStation,
  placeCatalogue,
  placeCatalogueDate,
  placesOf,
  regionCodes,
  searchPlaces,
  shownPlaceName,
  stationCatalogue,
  zoneCatalogue,
} from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cataloguePlace } from '../../schemas/catalogue/place.ts';
import { ambiguousPlace, placeWithHolder } from '../../schemas/facts/places.ts';

const codesOf = (word: string, regions?: readonly string[]) =>
  placesOf(word, placeCatalogue, regions).map(({ code }) => code);
const found = (typed: string, regions?: readonly string[]) =>
  searchPlaces(typed, placeCatalogue, regions).map((place) =>
    shownPlaceName(place, placeCatalogue, 'ko'),
  );
const one = (word: string) => {
  const [place] = placesOf(word, placeCatalogue);
  if (place === undefined) throw new Error(word);
  return place;
};

describe('the table of places', () => {
  test('has the 230 시군구 and 39 일반구 of July 2026, each under a number of its own', () => {
    const codes = new Set(placeCatalogue.map(({ code }) => code));

    expect(placeCatalogueDate).toBe('2026-07-01');
    expect(codes.size).toBe(269);
    expect(placeCatalogue.filter(({ parent }) => parent === undefined)).toHaveLength(230);
    expect(new Set(placeCatalogue.flatMap(({ parent }) => parent ?? []))).toHaveLength(13);
  });

  test('keeps the contract', () => {
    for (const entry of placeCatalogue) expect(cataloguePlace.parse(entry)).toEqual(entry);
  });

  test('ascends by number', () => {
    const codes = placeCatalogue.map(({ code }) => code);

    expect(codes).toEqual(codes.toSorted());
  });

  test('names a station of the catalogue for each, and tells how far it is', () => {
    const far = placeCatalogue.filter(({ station, centre, km }) => {
      const { lat, lon } = findStation(station) ?? {};
      return Math.abs(kilometres(centre, { lat: lat ?? 0, lon: lon ?? 0 }) - km) > 0.15;
    });

    expect(far.map(({ code }) => code)).toEqual([]);
  });

  test('has a 일반구 in the region of its city', () => {
    const byCode = new Map(placeCatalogue.map((place) => [place.code, place]));
    const strays = placeCatalogue.filter(
      ({ parent, region }) => parent !== undefined && byCode.get(parent)?.region !== region,
    );

    expect(strays).toEqual([]);
  });

  test('covers each region and each zone on land that KMA warns of', () => {
    const leaves = zoneCatalogue.filter(
      ({ kind, isLeaf, validTo }) => kind === 'land' && isLeaf && validTo === null,
    );
    const covered = new Set(placeCatalogue.flatMap(({ zones = [] }) => zones));

    expect(new Set(placeCatalogue.map(({ region }) => region))).toEqual(new Set(regionCodes));
    expect(covered).toEqual(new Set(leaves.map(({ id }) => id)));
  });

  test('has the 시군구 that every station stands in, in the region of the station', () => {
    const byCode = new Map(placeCatalogue.map((place) => [place.code, place]));
    const strays = stationCatalogue.filter(({ place = '', region }) => {
      const found = byCode.get(place);
      return found === undefined || found.parent !== undefined || found.region !== region;
    });

    expect(strays).toEqual([]);
  });

  test('gives every 시군구 a zone', () => {
    const without = placeCatalogue.filter(({ parent, zones }) => !parent && !zones);

    expect(without).toEqual([]);
  });
});

test.each([
  ['강원 고성군', '51820', '517', 'official'],
  ['경상남도 고성군', '48820', '918', 'official'],
  ['서울 중구', '11140', '108', 'nearest'],
  ['부산 중구', '26110', '159', 'inside'],
  ['대구 중구', '27110', '860', 'nearest'],
  ['대전 중구', '30140', '642', 'inside'],
  ['울산 중구', '31110', '152', 'inside'],
  ['부산 동구', '26170', '159', 'nearest'],
  ['대구 동구', '27140', '143', 'inside'],
  ['대전 동구', '30110', '643', 'inside'],
  ['울산 동구', '31170', '901', 'inside'],
  ['전남광주 동구', '12210', '722', 'inside'],
  ['부산 서구', '26140', '159', 'nearest'],
  ['대구 서구', '27170', '846', 'inside'],
  ['대전 서구', '30170', '642', 'nearest'],
  ['전남광주 서구', '12240', '788', 'inside'],
  ['부산 남구', '26290', '942', 'inside'],
  ['대구 남구', '27200', '846', 'nearest'],
  ['울산 남구', '31140', '152', 'nearest'],
  ['전남광주 남구', '12270', '689', 'inside'],
  ['부산 북구', '26320', '941', 'inside'],
  ['대구 북구', '27230', '845', 'inside'],
  ['울산 북구', '31200', '152', 'nearest'],
  ['전남광주 북구', '12300', '156', 'inside'],
  ['서울 강서구', '11500', '404', 'inside'],
  ['부산 강서구', '26440', '296', 'inside'],
  ['인천 제물포구', '28125', '112', 'inside'],
  ['인천 영종구', '28155', '543', 'inside'],
  ['인천 서해구', '28275', '511', 'inside'],
  ['인천 검단구', '28290', '570', 'inside'],
  ['인천 미추홀구', '28177', '112', 'nearest'],
  ['경기도 광주시', '41610', '546', 'official'],
  ['전남광주 광산구', '12330', '708', 'inside'],
  ['대구 군위군', '27720', '823', 'official'],
  ['세종특별자치시', '36110', '239', 'official'],
  ['제주 제주시', '50110', '184', 'official'],
  ['제주 서귀포시', '50130', '189', 'official'],
  ['경상북도 울릉군', '47940', '115', 'official'],
  ['인천 옹진군', '28720', '513', 'official'],
  ['전남광주 신안군', '12870', '789', 'official'],
  ['경기도 화성시', '41590', '571', 'official'],
  ['경기도 화성시 동탄구', '41597', '550', 'nearest'],
  ['경기도 부천시', '41190', '433', 'official'],
  ['경기도 성남시 분당구', '41135', '364', 'inside'],
  ['경기도 시흥시', '41390', '565', 'official'],
  ['경상북도 포항시 북구', '47113', '138', 'nearest'],
  ['경상남도 창원시 진해구', '48129', '908', 'inside'],
  ['충청북도 영동군', '43740', '605', 'official'],
  ['전남광주 순천시', '12150', '712', 'official'],
  ['경기도 가평군', '41820', '455', 'official'],
  ['경상북도 봉화군', '47920', '271', 'official'],
  ['전남광주 여수시', '12130', '168', 'official'],
] as const)('%s is %s, for which %s stands', (written, code, station, basis) => {
  expect(codesOf(written)).toEqual([code]);
  expect(one(written)).toMatchObject({ station, basis });
});

describe('a place is known', () => {
  test.each(placeCatalogue.map((place) => [place.code, place] as const))(
    'by the number %s, and by its name with what holds it, in both languages',
    (code, place) => {
      expect(codesOf(code)).toEqual([code]);
      for (const language of ['ko', 'en'] as const) {
        expect(codesOf(placeWithHolder(place, placeCatalogue, language))).toEqual([code]);
      }
    },
  );

  test.each([
    ['시흥', '시흥시'],
    ['중구 서울', '중구'],
    ['서울특별시 중구', '중구'],
    ['서울중구', '중구'],
    ['경기 광주', '광주시'],
    ['전라남도 여수시', '여수시'],
    ['수원 장안구', '장안구'],
    ['경기도 수원시 장안구', '장안구'],
    ['성남시분당구', '분당구'],
    ['분당', '분당구'],
    ['세종', '세종시'],
    ['제주', '제주시'],
    ['Siheung', '시흥시'],
    ['cheonan-si', '천안시'],
    ['Cheonan, Chungcheongnam-do', '천안시'],
    ['Jeollanam-do Mokpo', '목포시'],
    ['Seoul Jung-gu', '중구'],
    ['1114000000', '중구'],
  ])('as %s', (word, name) => {
    expect(placesOf(word, placeCatalogue).map((place) => place.name.ko)).toEqual([name]);
  });

  test.each([
    ['인천 남구', '미추홀구'],
    ['28170', '미추홀구'],
    ['경상북도 군위군', '군위군'],
    ['경북 군위', '군위군'],
    ['47720', '군위군'],
    ['여천', '여수시'],
    ['이리시', '익산시'],
    ['진해시', '진해구'],
    ['충남 연기군', '세종시'],
    ['42110', '춘천시'],
    ['경기도 강화군', '강화군'],
  ])('by what it was before: %s', (word, name) => {
    expect(placesOf(word, placeCatalogue).map((place) => place.name.ko)).toEqual([name]);
  });
});

describe('an ambiguous name is refused', () => {
  test.each([
    ['중구', '서울 부산 대구 대전 울산'],
    ['고성', '경남 강원'],
    ['고성군', '경남 강원'],
    ['Goseong-gun', '경남 강원'],
    ['북구', '광주 부산 대구 울산 포항시'],
  ])('%s, of %s', (word, holders) => {
    const places = placesOf(word, placeCatalogue);

    expect(
      places.map((place) => placeWithHolder(place, placeCatalogue, 'ko').split(' ')[0]),
    ).toEqual(holders.split(' '));
  });

  test.each([
    ['광주', '광주시 동구 서구 남구 북구 광산구'],
    ['인천 중구', '제물포구 영종구'],
    ['마산', '마산합포구 마산회원구'],
    ['일산', '일산동구 일산서구'],
  ])('%s, which is %s', (word, names) => {
    expect(placesOf(word, placeCatalogue).map(({ name }) => name.ko)).toEqual(names.split(' '));
  });

  test('unless a region tells which is meant', () => {
    expect(codesOf('중구', ['KR-30'])).toEqual(['30140']);
    expect(codesOf('중구', ['KR-44'])).toHaveLength(5);
  });

  test('in words that name what it may be, in Korean and English', () => {
    const places = placesOf('고성', placeCatalogue);

    expect(ambiguousPlace('고성', places, placeCatalogue, 'ko')).toBe(
      '"고성"은(는) 2곳의 이름입니다. 이 가운데 하나로 쓰세요: 경남 고성군 (48820), 강원 고성군 (51820).',
    );
    expect(ambiguousPlace('고성', places, placeCatalogue, 'en')).toBe(
      '"고성" is the name of 2 places. Write one of them: Goseong-gun, Gyeongnam (48820), Goseong-gun, Gangwon (51820).',
    );
    expect(
      ambiguousPlace('서울', placesOf('서울', placeCatalogue), placeCatalogue, 'ko'),
    ).toContain(' 외 17곳.');
  });
});

test.each(['', '도', '시훙시', '중', '12', '99999', '__proto__', 'KR-44', '구'])(
  '%j is no place',
  (word) => {
    expect(codesOf(word)).toEqual([]);
  },
);

test('whatever is asked, nothing is thrown and places of the table come out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (word) => {
      for (const place of [
        ...placesOf(word, placeCatalogue),
        ...searchPlaces(word, placeCatalogue),
      ]) {
        expect(placeCatalogue).toContain(place);
      }
    }),
  );
});

describe('a name is shown', () => {
  test('alone where it is the only one', () => {
    expect(shownPlaceName(one('시흥시'), placeCatalogue, 'ko')).toBe('시흥시');
  });

  test('with what holds it where there are others', () => {
    expect(shownPlaceName(one('11140'), placeCatalogue, 'ko')).toBe('서울 중구');
    expect(shownPlaceName(one('포항 북구'), placeCatalogue, 'en')).toBe('Buk-gu, Pohang-si');
  });
});

describe('a search', () => {
  test.each([
    ['ㅊㅇ', '천안시 청양군 창원시 철원군'],
    ['ㅅㅎ', '사하구 서해구 시흥시'],
    ['ㅁㅅㅎㅍ', '마산합포구'],
  ])('finds by initial consonants: %s', (typed, first) => {
    const names = first.split(' ');

    expect(found(typed).slice(0, names.length)).toEqual(names);
  });

  test.each([
    ['처', '천안시'],
    ['갚', '가평군'],
    ['시흐', '시흥시'],
  ])('finds while a syllable is being typed: %s', (typed, name) => {
    expect(found(typed)).toContain(name);
  });

  test.each([
    ['siheung', '시흥시'],
    ['Si Heung-si', '시흥시'],
    ['gangnam gu', '강남구'],
    ['suwon jangan', '장안구'],
  ])('finds by romanisation, with blanks and hyphens or without: %s', (typed, name) => {
    expect(found(typed)[0]).toBe(name);
  });

  test.each([
    ['이리', '익산시'],
    ['마산', '마산합포구'],
    ['전라남도 여수', '여수시'],
    ['4413', '천안시'],
  ])('finds by what it was before, by region and by number: %s', (typed, name) => {
    expect(found(typed)[0]).toBe(name);
  });

  test('puts what is the same before what begins so, and that before what has it inside', () => {
    expect(found('북구').slice(5)).toEqual(expect.arrayContaining(['부평구', '성북구', '강북구']));
    expect(found('포항')).toEqual(['포항시', '포항시 남구', '포항시 북구']);
  });

  test('puts the parts of what begins so before what has it inside', () => {
    const places = found('화');

    expect(places).toEqual(expect.arrayContaining(['동탄구', '강화군']));
    expect(places.indexOf('동탄구')).toBeLessThan(places.indexOf('강화군'));
  });

  test('puts the page’s own region first among what is as likely', () => {
    expect(found('중구', ['KR-30'])[0]).toBe('대전 중구');
  });

  test.each(['', ' ', '-', 'zzz'])('for %j finds nothing', (typed) => {
    expect(found(typed)).toEqual([]);
  });
});

/** Of a sphere. */
function kilometres(
  one: { readonly lat: number; readonly lon: number },
  other: { readonly lat: number; readonly lon: number },
): number {
  const radians = Math.PI / 180;
  const half = (difference: number) => Math.sin((difference * radians) / 2) ** 2;
  const chord =
    half(one.lat - other.lat) +
    Math.cos(one.lat * radians) * Math.cos(other.lat * radians) * half(one.lon - other.lon);
  return 12_742 * Math.asin(Math.sqrt(chord));
}
