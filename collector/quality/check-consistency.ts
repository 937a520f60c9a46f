import type { NumericElement } from '@nalssi/schemas';
import { dewPointMargin, driestRain } from './limits.ts';
import type { Numbers, Verdict } from './verdict.ts';

/** What the elements of one station say of each other, by element; no verdict where none is due. */
export function checkConsistency(numbers: Numbers): Partial<Record<NumericElement, Verdict>> {
  const { temperature, dewPoint, humidity, rain, windSpeed, windDirection } = numbers;
  const verdicts: Partial<Record<NumericElement, Verdict>> = {};
  if (temperature !== undefined && dewPoint !== undefined) {
    verdicts.dewPoint = dewPoint > temperature + dewPointMargin ? 'fail' : 'pass';
  }
  if (rain !== undefined && humidity !== undefined) {
    verdicts.rain = rain > 0 && humidity < driestRain ? 'suspect' : 'pass';
  }
  if (windDirection !== undefined && windSpeed !== undefined) {
    verdicts.windDirection = windDirection === 0 && windSpeed > 0.5 ? 'suspect' : 'pass';
  }
  return Object.assign(verdicts, judgeZeros(numbers));
}

/**
 * A station whose logger failed often reports zeros in every field. Zero degrees in a calm can be
 * true; with a humidity or a pressure of zero as well it cannot.
 */
function judgeZeros(numbers: Numbers): Partial<Record<NumericElement, Verdict>> {
  const { temperature, windSpeed, windDirection, humidity, pressure } = numbers;
  if (temperature === undefined || windSpeed === undefined || windDirection === undefined)
    return {};
  const zeros = temperature === 0 && windSpeed === 0 && windDirection === 0;
  if (!zeros) return { temperature: 'pass' };
  const verdict = humidity === 0 || pressure === 0 ? 'fail' : 'suspect';
  const reported = Object.keys(numbers) as NumericElement[];
  const doubtful = reported.filter((element) => numbers[element] === 0);
  return Object.fromEntries(doubtful.map((element) => [element, verdict]));
}
