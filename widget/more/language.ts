import { words } from '../format/languages.ts';
import type { Language, Words } from '../format/words.ts';
import { pageDocument } from '../ticker/page-document.ts';

/** Of a page's text: enough to tell in which letters it is written. */
const someText = 20_000;

/** Whether a tag is that of a language that there is. */
function isLanguage(tag: string): boolean {
  try {
    const { language } = new Intl.Locale(tag);
    const names = new Intl.DisplayNames('en', {
      __proto__: null,
      type: 'language',
      fallback: 'none',
    } as Intl.DisplayNamesOptions);
    return !/^(und|mul|zxx|mis)$/.test(language) && names.of(language) !== undefined;
  } catch {
    // Not even the form of one: `utf-8`, `한국어`.
    return false;
  }
}

/** Whether its title has Korean letters, or a tenth of those that it begins with are. */
function isPageKorean(): boolean {
  const { body, title } = pageDocument;
  const text = body.textContent.slice(0, someText);
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return /[가-힣]/.test(title) || count(/[가-힣]/g) * 10 >= count(/\p{L}/gu);
}

/** Of the page, by the tags that it says and nobody knows. */
const ofPage = new Map<string, Language>();

/**
 * The language of a tag: Korean or English; English for others that there are; for what is none,
 * as for a tag that is not said, what the page is written in.
 */
export function languageOf(tag: string, isKorean = isPageKorean): Language {
  if (tag === '') return 'ko';
  const plain = tag.replaceAll('_', '-');
  if (/^en\b/i.test(plain) || isLanguage(plain)) return 'en';
  const held = ofPage.get(tag) ?? (isKorean() ? 'ko' : 'en');
  ofPage.set(tag, held);
  return held;
}

export function wordsOf(tag: string): Words {
  return words[languageOf(tag)];
}
