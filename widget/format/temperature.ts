import { fill, type Language, words } from './words.ts';

/** Degrees Celsius or Fahrenheit. */
export type Unit = 'c' | 'f';

/** One decimal, as KMA gives it, and never a zero below zero. */
function oneDecimal(temperature: number, unit: Unit): string {
  const text = (unit === 'f' ? temperature * 1.8 + 32 : temperature).toFixed(1);
  return text === '-0.0' ? '0.0' : text;
}

/** °C as shown: `-3.0℃`, or `26.6℉`. */
export function shownTemperature(temperature: number, unit: Unit = 'c'): string {
  return oneDecimal(temperature, unit) + (unit === 'f' ? '℉' : '℃');
}

/**
 * °C as spoken: `섭씨 영하 3.0도`. Our own words, because screen readers skip the minus sign and
 * `Intl` says `섭씨 -3도`.
 */
export function spokenTemperature(
  temperature: number,
  language: Language,
  unit: Unit = 'c',
): string {
  const text = oneDecimal(temperature, unit);
  const { spokenBelowZero, spokenTemperature, scales } = words[language];
  return fill(text.startsWith('-') ? spokenBelowZero : spokenTemperature, {
    value: text.replace('-', ''),
    scale: scales[unit],
  });
}
