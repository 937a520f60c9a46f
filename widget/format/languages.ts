import type { Language, MoreWords, Words } from './words.ts';
import { en, moreEn } from './words-en.ts';
import { ko, moreKo } from './words-ko.ts';

/** Every language there is. The first script has Korean alone, the second all of them. */
export const words: Readonly<Record<Language, Words>> = { ko, en };

/** What the second script says, in every language. */
export const moreWords: Readonly<Record<Language, MoreWords>> = { ko: moreKo, en: moreEn };
