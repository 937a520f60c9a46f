import { words } from '../format/languages.ts';
import type { Language, Words } from '../format/words.ts';
import { pageDocument } from '../ticker/page-document.ts';

/** Letters of a page that are looked at, and texts at the most. */
const someLetters = 2000;
const someTexts = 500;

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

/** Whether a tenth of the letters of the page, from its beginning, are Korean. */
function isPageKorean(): boolean {
  const { body, title } = pageDocument;
  const texts = pageDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let letters = title;
  for (let count = 0; count < someTexts && letters.length < someLetters; count += 1) {
    const text = texts.nextNode();
    if (text === null) break;
    if (text.parentElement?.matches('script, style, noscript') !== true) {
      letters += (text.nodeValue ?? '').replace(/[^\p{L}]+/gu, '').slice(0, someLetters);
    }
  }
  return (letters.match(/[가-힣]/g) ?? []).length * 10 >= letters.length;
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
