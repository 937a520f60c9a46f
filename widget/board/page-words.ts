import { languageTagOf } from '../ticker/language.ts';
import type { LaterScript } from './later-script.ts';
import type { BoardWords } from './words.ts';
import { ko } from './words-ko.ts';

/**
 * The words of a board in the language of its page: Korean, also where English cannot be had; `null`
 * while that is on its way.
 */
export function wordsFor(element: Element, english: LaterScript<BoardWords>): BoardWords | null {
  if (languageTagOf(element) === '' || english.isLost) return ko;
  void english.load();
  return english.made;
}
