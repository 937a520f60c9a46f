import type { WarningKind } from '@nalssi/schemas';
import type { Language, Words } from '../format/words.ts';
import { moreEn } from '../format/words-en.ts';
import { moreKo } from '../format/words-ko.ts';

/** The same for the eyes and for the ears. */
export interface Said {
  readonly shown: string;
  readonly spoken: string;
}

/** The words of the second script. */
export interface MoreWords {
  readonly previous: string;
  readonly next: string;
  readonly skip: string;
  /** KMA's kinds of warning (특보). */
  readonly warnings: Readonly<Record<WarningKind, string>>;
  readonly levels: Readonly<Record<string, string>>;
  /** Kind and level as one word or two. */
  readonly warning: string;
  readonly andMore: string;
  readonly issued: string;
  readonly fahrenheit: Pick<Words, 'spokenTemperature' | 'spokenBelowZero'>;
  /** Against yesterday at the same hour; `{scale}` is ℃ or ℉. */
  readonly warmer: Said;
  readonly colder: Said;
  readonly alike: Said;
  /** `{value}` is a temperature with its scale. */
  readonly feelsLike: Said;
  readonly humidity: Said;
  readonly wind: Said;
  /** Where its direction is not known. */
  readonly windFromAnywhere: Said;
  readonly calm: Said;
  /** Sixteen, clockwise from north, with spaces between. */
  readonly directions: Said;
  readonly rain: Said;
}

export const moreWords: Readonly<Record<Language, MoreWords>> = { ko: moreKo, en: moreEn };
