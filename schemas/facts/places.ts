import { shortRegionName } from './region-names.ts';
import { regionsOf } from './region-words.ts';
import { type BilingualName, type RegionCode, regionCodes, regionNamesEn } from './regions.ts';

/** A 시군구, or a 일반구 of a city, as `places.json` has it. */
export interface Place {
  /** 법정동코드, its first five digits. */
  readonly code: string;
  /** Its own, without what holds it: `중구`, `Jung-gu`. */
  readonly name: BilingualName;
  readonly region: RegionCode;
  /** Number of the city that a 일반구 is in. */
  readonly parent?: string | undefined;
  /** Numbers and names of before, with their region where it was another: `경북 군위군`. */
  readonly formerly?: readonly string[] | undefined;
}

/** What words are compared by: `Jung-gu, Seoul` and `junggu seoul` are the same. */
export function placeKey(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\d]/gu, '');
}

/** `천안시` and `천안` as they are compared; of 중구 there is nothing shorter. */
export function placeKeys(name: string): string[] {
  const short = name.replace(/(..)[시군구]$|-(?:si|gun|gu)$/, '$1');
  return [name, short].map(placeKey);
}

/** The names of a place from before, without regions. */
export function formerNames({ formerly = [] }: Place): string[] {
  return formerly.map((name) => name.slice(name.lastIndexOf(' ') + 1));
}

/** The regions that a part of a word stands for, also in English; numbers are none here. */
function regionsCalled(word: string): readonly RegionCode[] {
  if (/\d/.test(word)) return [];
  const english = word.replace('jeolla', 'jeon').replace(/cheong|sang|(?:do|si)$/g, '');
  const found = regionCodes.filter((code) => placeKey(regionNamesEn[code]) === english);
  return found[0] ? found : regionsOf(word);
}

/** Says of what stands beside a place's name whether it holds the place: region, city, or both. */
function holderOf(place: Place, city: Place | undefined): (text: string) => boolean {
  const before = (place.formerly ?? []).flatMap((name) => regionsOf(name.replace(/ .*/, '')));
  const isRegion = (text: string) =>
    regionsCalled(text).some((code) => code === place.region || before.includes(code));
  const cities = city ? [city.name.ko, city.name.en].flatMap(placeKeys) : [];
  return (text) =>
    text === '' ||
    isRegion(text) ||
    cities.some((name) => isBeside(text, name, (rest) => rest === '' || isRegion(rest)));
}

/** Whether a text begins or ends with a name, and the rest of it is right. */
function isBeside(text: string, name: string, isRight: (rest: string) => boolean): boolean {
  return (
    (text.startsWith(name) && isRight(text.slice(name.length))) ||
    (text.endsWith(name) && isRight(text.slice(0, -name.length)))
  );
}

/**
 * The places that a word means: a number (`11140`), a name in Korean or English with or without 시, 군,
 * 구, and with what holds the place before or behind it (`서울 중구`, `Jung-gu, Seoul`), a name or a
 * number of before. None for what nobody knows; more than one where it is ambiguous, which the places
 * of a whole region are too (`서울`). `regions` tell which is meant, where they can.
 */
export function placesOf<Known extends Place>(
  word: string,
  places: readonly Known[],
  regions: readonly string[] = [],
): Known[] {
  const asked = placeKey(word).replace(/^(\d{5})0{5}$/, '$1');
  if (asked === '') return [];
  const byCode = new Map(places.map((place) => [place.code, place]));
  const called = (namesOf: (place: Known) => readonly (string | undefined)[]) =>
    places.filter((place) => {
      const isHolder = holderOf(place, byCode.get(place.parent ?? ''));
      return namesOf(place).some((name) => name && isBeside(asked, name, isHolder));
    });
  const whole = ({ name }: Place) => [name.ko, name.en];
  /** `which`: as it is written, or without 시, 군, 구. */
  const spelt = (names: (place: Place) => readonly string[], which: 0 | 1) =>
    called((place) => names(place).map((name) => placeKeys(name)[which]));
  const shortOrRegion = () => {
    const found = spelt(whole, 1);
    const meant = regionsCalled(asked);
    // 세종 is 세종시, but 광주 need not be the town in 경기.
    return found.some(({ region }) => meant.includes(region))
      ? found
      : [...found, ...places.filter(({ region, parent }) => !parent && meant.includes(region))];
  };
  for (const ways of [
    () => places.filter(({ code }) => code === asked),
    () => spelt(whole, 0),
    shortOrRegion,
    () => spelt(formerNames, 0),
    () => spelt(formerNames, 1),
  ]) {
    const found = ways();
    const meant = found.filter(({ region }) => regions.includes(region));
    if (found[0]) return meant[0] ? meant : found;
  }
  return [];
}

/** With what holds it: `서울 중구`, `수원시 장안구`; `Jung-gu, Seoul`. */
export function placeWithHolder(
  { name, region, parent }: Place,
  places: readonly Place[],
  language: keyof BilingualName,
): string {
  const holder = places.find(({ code }) => code === parent)?.name ?? shortRegionName(region);
  // 세종시, 제주시.
  if (name.ko.startsWith(holder.ko)) return name[language];
  return language === 'ko' ? `${holder.ko} ${name.ko}` : `${name.en}, ${holder.en}`;
}

/** As it is shown: its name, with what holds it where another place has the same. */
export function shownPlaceName(
  place: Place,
  places: readonly Place[],
  language: keyof BilingualName,
): string {
  const { code, name } = place;
  return places.some((other) => other.code !== code && other.name.ko === name.ko)
    ? placeWithHolder(place, places, language)
    : name[language];
}

// Of 서울 there are twenty-five.
const mostNamed = 8;

/** Why a word that means more than one place is refused, and what to write instead. */
export function ambiguousPlace(
  word: string,
  found: readonly Place[],
  places: readonly Place[],
  language: keyof BilingualName,
): string {
  const named = found
    .slice(0, mostNamed)
    .map((place) => `${placeWithHolder(place, places, language)} (${place.code})`)
    .join(', ');
  const more = found.length - mostNamed;
  return language === 'ko'
    ? `"${word}"은(는) ${found.length}곳의 이름입니다. 이 가운데 하나로 쓰세요: ${named}${more > 0 ? ` 외 ${more}곳` : ''}.`
    : `"${word}" is the name of ${found.length} places. Write one of them: ${named}${more > 0 ? ` and ${more} more` : ''}.`;
}
