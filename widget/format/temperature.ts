import { fill, type Language, words } from './words.ts';

/** One decimal, as KMA gives it, and never a zero below zero. */
function oneDecimal(temperature: number): string {
  const text = temperature.toFixed(1);
  return text === '-0.0' ? '0.0' : text;
}

/** °C as shown: `-3.0℃`. */
export function shownTemperature(temperature: number): string {
  return `${oneDecimal(temperature)}℃`;
}

/**
 * °C as spoken: `섭씨 영하 3.0도`. Our own words, because screen readers skip the minus sign and
 * `Intl` says `섭씨 -3도`.
 */
export function spokenTemperature(temperature: number, language: Language): string {
  const text = oneDecimal(temperature);
  const { spokenBelowZero, spokenTemperature } = words[language];
  return text.startsWith('-')
    ? fill(spokenBelowZero, { value: text.slice(1) })
    : fill(spokenTemperature, { value: text });
}
