import type { Language } from '../format/words.ts';
import { pageDocument } from './page-document.ts';

/** Korean on Korean pages and on pages that do not say, English on all others. */
export function languageOf(element: Element): Language {
  const marked = element.closest('[lang]') ?? pageDocument.documentElement;
  const lang = marked.getAttribute('lang')?.trim() || 'ko';
  return /^ko\b/i.test(lang) ? 'ko' : 'en';
}
