import { en, type Words } from './words-en.ts';
import { ko } from './words-ko.ts';

export type { Words } from './words-en.ts';

export type Language = 'ko' | 'en';

/**
 * Every word of the page, but for what `@nalssi/schemas/facts` has words for. For a new language,
 * copy `words-en.ts`, translate the right-hand sides and add it here; what stands in {braces}
 * stays.
 */
export const words: Readonly<Record<Language, Words>> = { ko, en };

/** The word for a code of the feed; the code itself where a later version has brought a new one. */
export function wordFor(list: Readonly<Record<string, string>>, code: string): string {
  return list[code] ?? code;
}
