import type { ConditionCode } from '@nalssi/schemas/facts';

/**
 * Every word that every page needs; `MoreWords` are those of the second script. For a new language,
 * copy `words-en.ts`, which has both, translate the right-hand sides and add it to the two tables
 * of `languages.ts`; what stands in {braces} stays.
 */
export interface Words {
  readonly language: Language;
  readonly conditions: Readonly<Record<ConditionCode, string>>;
  /** Name of the whole ticker for assistive technology. */
  readonly label: string;
  readonly pause: string;
  readonly play: string;
  /** What stands before and after the time of observation in the end cap. */
  readonly observedAt: Sides;
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
  /** Attributions of the feed that can be said shorter; others are shown as they are. */
  readonly attributions: Readonly<Record<string, Attribution>>;
}

/** What stands on both sides of a text where there is room for it, and is only spoken elsewhere. */
type Sides = readonly [before: string, after: string];

/** An attribution in its three parts, of which narrow bars show the middle one. */
type Attribution = readonly [before: string, short: string, after: string];

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
  /** The landmark of a ticker of `{region}`. */
  readonly weatherOf: string;
  /** Highest and lowest temperature of the day, with their scale. */
  readonly high: Said;
  readonly low: Said;
  /** A warning (특보) of KMA's by kind and level: `강풍주의보`. */
  readonly warning: (kind: string, level: string) => string;
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

export type Language = 'ko' | 'en';

/** Puts values in the place of what stands in {braces}. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : '',
  );
}
