import { fill, type Words } from './words.ts';

/** One decimal, as KMA gives it, and never a zero below zero. */
export function oneDecimal(value: number): string {
  const text = value.toFixed(1);
  return text === '-0.0' ? '0.0' : text;
}

/** °C as shown: `-3.0℃`. */
export function shownTemperature(temperature: number): string {
  return `${oneDecimal(temperature)}℃`;
}

/**
 * A temperature as spoken: `섭씨 영하 3.0도`. Our own words, because screen readers skip the minus
 * sign and `Intl` says `섭씨 -3도`.
 */
export function spokenTemperature(
  temperature: number,
  words: Pick<Words, 'spokenTemperature' | 'spokenBelowZero'>,
): string {
  const text = oneDecimal(temperature);
  return fill(text.startsWith('-') ? words.spokenBelowZero : words.spokenTemperature, {
    value: text.replace('-', ''),
  });
}
