import type { Language, Words } from './words.ts';
import { en } from './words-en.ts';
import { ko } from './words-ko.ts';

/** Every language there is. The first script has Korean alone, the second all of them. */
export const words: Readonly<Record<Language, Words>> = { ko, en };
