import type { Language } from './words.ts';

/** The language that the address asks for (`?lang=en`), else the first that the reader prefers. */
export function languageOf(search: string, preferred: readonly string[]): Language {
  const wanted = [new URLSearchParams(search).get('lang') ?? '', ...preferred];
  for (const tag of wanted) {
    if (/^ko\b/i.test(tag)) return 'ko';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return preferred.length === 0 ? 'ko' : 'en';
}
