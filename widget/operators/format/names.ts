import { regionNames } from '@nalssi/schemas/facts';
import { fill } from '../../format/words.ts';
import type { FileError } from '../feed/fetch-file.ts';
import type { Language, Words } from '../words.ts';

/** Name of a region in a language; the code itself for one that is not known. */
export function regionName(region: string, language: Language, words: Words): string {
  if (region === 'none') return words.coverage.unknownRegion;
  const names: Readonly<Record<string, { ko: string; en: string }>> = regionNames;
  return names[region]?.[language] ?? region;
}

/** Why a file could not be read. */
export function failureText({ reason, status }: FileError, words: Words): string {
  return fill(words.failures[reason], { status: String(status ?? '') });
}

/** What went wrong with a source and what to do, in the reader's language where we have it. */
export function sourceErrorText(
  error: { readonly code: string; readonly message: string; readonly action: string },
  words: Words,
): { message: string; action: string; isTranslated: boolean } {
  const own = words.errors[error.code];
  return own === undefined
    ? { message: error.message, action: error.action, isTranslated: false }
    : { message: own[0], action: own[1], isTranslated: true };
}

/** Counts of things by name: `rain 2, snow 1`. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
