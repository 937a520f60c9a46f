import type { ConditionCode } from './conditions.ts';
import words from './kma-words.json' with { type: 'json' };

// KMA's spacing and punctuation vary between years and pages (비 끝, 비끝; 소낙눈/약), so words are
// compared without either.
function normalize(word: string): string {
  return word.normalize('NFC').replace(/[\s,./·]/g, '');
}

const byWord = new Map(
  words.map(({ word, condition }) => [normalize(word), condition as ConditionCode]),
);

/** Every Korean word KMA is known to use for the weather, as it is written there. */
export const kmaWords: readonly string[] = words.map(({ word }) => word);

/** The condition of a word of KMA's, or `undefined` for a word that is not in its vocabulary. */
export function conditionOfKmaWord(word: string): ConditionCode | undefined {
  return byWord.get(normalize(word));
}
