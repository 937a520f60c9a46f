import type { ConditionCode } from '@nalssi/schemas';
import { ko } from './words-ko.ts';

/**
 * Every word that every page needs; those of the second script are in `more/more-words.ts`. For a new
 * language, copy `words-en.ts`, which has both, translate the right-hand sides and add it to the two
 * tables, in `languages.ts` and there; what stands in {braces} stays.
 */
export interface Words {
  readonly language: Language;
  readonly conditions: Readonly<Record<ConditionCode, string>>;
  /** Name of the whole ticker for assistive technology. */
  readonly label: string;
  readonly pause: string;
  readonly play: string;
  /** The time of observation in the end cap. */
  readonly observedAt: string;
  /**
   * Month and day before the time, when the observation is not from today: `{month}` is its number,
   * `{monthName}` the first three letters of its English name.
   */
  readonly date: string;
  readonly spokenTemperature: string;
  readonly spokenBelowZero: string;
  readonly spokenNothing: string;
  readonly replay: string;
  readonly spokenReplay: string;
  readonly stale: string;
  readonly spokenStale: string;
  /** The same mark, when it is the feed that cannot be read. */
  readonly spokenUnreachable: string;
  readonly empty: string;
  readonly failed: string;
  /** Attributions of the feed that have a translation; others are shown as they are. */
  readonly attributions: Readonly<Record<string, string>>;
}

export type Language = 'ko' | 'en';

export function isConditionCode(code: string): code is ConditionCode {
  return Object.hasOwn(ko.conditions, code);
}

/** Puts values in the place of what stands in {braces}. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : '',
  );
}
