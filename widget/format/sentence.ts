import type { ConditionCode } from '@nalssi/schemas';
import { spokenTemperature, type Unit } from './temperature.ts';
import { type Language, words } from './words.ts';

/** A station for a screen reader, in one sentence: `서울, 맑음, 섭씨 2.8도.` */
export function sentence(
  name: string,
  condition: ConditionCode | null,
  temperature: number | null,
  language: Language,
  unit: Unit = 'c',
): string {
  const { conditions, spokenNothing } = words[language];
  const parts = [name];
  if (condition !== null) parts.push(conditions[condition]);
  if (temperature !== null) parts.push(spokenTemperature(temperature, language, unit));
  if (parts.length === 1) parts.push(spokenNothing);
  return `${parts.join(', ')}.`;
}
