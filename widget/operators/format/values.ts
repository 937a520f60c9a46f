import { words as tickerWords } from '../../format/languages.ts';
import { fill, type Language } from '../../format/words.ts';
import type { Words } from '../words.ts';

/** Decimals that upstreams give; whole numbers for what they give whole. */
const decimals: Readonly<Record<string, number>> = {
  humidity: 0,
  windDirection: 0,
  cloud: 0,
};

/** Nothing that is measured is as great. */
const greatest = 1e6;

/** A value with its unit, or the word for a condition: `-3.0 °C`, `맑음`. */
export function valueText(
  element: string,
  value: number | string | null,
  units: Readonly<Record<string, string>>,
  language: Language,
  words: Words,
): string {
  if (value === null) return '–';
  if (typeof value === 'string') {
    const conditions: Readonly<Record<string, string>> = tickerWords[language].conditions;
    return conditions[value] ?? value;
  }
  if (!(Math.abs(value) < greatest)) return words.unreadable;
  const text = value.toFixed(decimals[element] ?? 1).replace(/^-(0(\.0)?)$/, '$1');
  if (element === 'cloud') return fill(words.tenths, { value: text });
  const unit = units[element] ?? '';
  return unit === '°' || unit === '%' ? `${text}${unit}` : `${text} ${unit}`.trim();
}

/** `12 %` without a decimal: a share to judge by. */
export function percentText(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : Math.round((part / whole) * 100);
  return Number.isFinite(percent) ? `${percent}%` : '–';
}
