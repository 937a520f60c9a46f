import { ambiguousPlace } from '@nalssi/schemas/facts';
import type { Language } from '../../format/words.ts';
import type { BoardPlace } from '../feed/places-file.ts';

// A page may say anything.
const longestWord = 60;

const said = new Set<string>();

/**
 * Tells whoever wrote the page why a place is not chosen: nobody knows the word, or it is the name of
 * several. Once a word.
 */
export function sayPlace(
  asked: string,
  found: readonly BoardPlace[],
  places: readonly BoardPlace[],
  language: Language,
): void {
  const word = asked.slice(0, longestWord);
  if (found.length === 1 || said.has(word)) return;
  said.add(word);
  const text =
    found.length > 1
      ? ambiguousPlace(word, found, places, language)
      : language === 'ko'
        ? `"${word}"이라는 곳을 알지 못합니다.`
        : `Nobody knows a place "${word}".`;
  // biome-ignore lint/suspicious/noConsole: whoever wrote the page looks there.
  console.warn(`nalssi-board: place="${word}": ${text}`);
}
