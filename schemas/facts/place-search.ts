import {
  formerNames,
  type Place,
  placeKey,
  placeKeys,
  placesOf,
  placeWithHolder,
} from './places.ts';

// As Hangul is composed in Unicode: syllables are initials × 21 vowels × 28 finals.
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const finals =
  ' ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  );
const firstSyllable = 0xac00;
const firstVowel = 0x314f;

function eachSyllable(text: string, write: (syllable: number) => string): string {
  return text.replace(/[가-힣]/g, (syllable) => write(syllable.charCodeAt(0) - firstSyllable));
}

const initialOf = (syllable: number) => initials[Math.floor(syllable / 588)] ?? '';

/** 천안 as ㅊㅇ. */
function initialsOf(text: string): string {
  return eachSyllable(text, initialOf);
}

/** As it is typed: 천안 and 처 both begin with ㅊㅓ, 가평 and 갚 with ㄱㅏㅍ. */
function strokesOf(text: string): string {
  return eachSyllable(
    text,
    (syllable) =>
      initialOf(syllable) +
      String.fromCharCode(firstVowel + Math.floor((syllable % 588) / 28)) +
      finals[syllable % 28],
  );
}

const miss = 9;

/** How well names answer what is asked: 0 for one that is the same, `miss` for none at all. */
function rankOf(asked: string, names: readonly string[]): number {
  const strokes = strokesOf(asked);
  const isInitials = /^[ㄱ-ㅎ]+$/.test(asked);
  const ranks = names.map((name) => {
    const [whole = '', short] = placeKeys(name);
    const typed = isInitials ? initialsOf(whole) : strokesOf(whole);
    if (asked === whole) return 0;
    if (asked === short) return 1;
    return typed.startsWith(strokes) ? 2 : typed.includes(strokes) ? 4 : miss;
  });
  return Math.min(...ranks);
}

/**
 * The places that what was typed may mean, the likeliest first: names, whole or begun, initial
 * consonants (`ㅊㅇ`), romanisation with or without hyphens, numbers, and what a place was called before.
 * Those of `regions` come before others that are as likely.
 */
export function searchPlaces<Known extends Place>(
  typed: string,
  places: readonly Known[],
  regions: readonly string[] = [],
): Known[] {
  const asked = placeKey(typed);
  if (asked === '') return [];
  const meant = new Set(placesOf(typed, places));
  return places
    .map((place) => {
      const { name, code, region, parent } = place;
      const held = [placeWithHolder(place, places, 'ko'), placeWithHolder(place, places, 'en')];
      const rank = Math.min(
        rankOf(asked, [name.ko, name.en, code]),
        rankOf(asked, held) + 1,
        rankOf(asked, formerNames(place)) + 3,
        meant.has(place) ? 1 : miss,
      );
      return { place, rank, order: [rank, Number(!regions.includes(region)), Number(!!parent)] };
    })
    .filter(({ rank }) => rank < miss)
    .toSorted(({ order: one }, { order: other }) =>
      one.reduce((sum, value, index) => sum || value - (other[index] ?? 0), 0),
    )
    .map(({ place }) => place);
}
