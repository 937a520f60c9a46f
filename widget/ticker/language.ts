import { pageDocument } from './page-document.ts';

// Tags of languages are shorter; a page may say anything.
const longest = 35;

/**
 * The tag of the language that an element is to speak: the nearest `lang`. Empty for Korean, which
 * is also that of pages that do not say, and of those that mean it by `kr`, `kor` or `ko_KR`.
 */
export function languageTagOf(element: Element): string {
  const marked = element.closest('[lang]') ?? pageDocument.documentElement;
  const tag = marked.getAttribute('lang')?.trim() ?? '';
  return /^k(o|r|or)(?![a-z])/i.test(tag) ? '' : tag.slice(0, longest);
}
