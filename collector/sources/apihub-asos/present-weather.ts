import type { ConditionCode, Derivation } from '@nalssi/schemas';
import { skyFromCloud } from '../estimates/sky-from-cloud.ts';
import type { Readout, Tally } from '../reading.ts';

/**
 * KMA's own two-digit numbers for present weather (국내식 일기코드), the most significant first: in the
 * order of WMO table 4677, of whose numbers the highest is reported. KMA prints no list of them;
 * these were found by comparing numbers with the words of the same day. 19, 40 and 42 were inferred
 * from the visibility beside them.
 */
const conditionsByNumber = new Map<string, ConditionCode>([
  ['13', 'hail'],
  ['12', 'hail'],
  ['14', 'hail'],
  ['08', 'snow-shower'],
  ['09', 'sleet'],
  ['04', 'shower'],
  ['05', 'snow'],
  ['06', 'sleet'],
  ['10', 'snow-grains'],
  ['11', 'snow-grains'],
  ['01', 'rain'],
  ['02', 'drizzle'],
  ['42', 'dust'],
  ['19', 'mist'],
  ['40', 'haze'],
]);

/** Eleven numbers fit into the column. */
const longest = 22;

/** Below this visibility, km, something hides the sky: by definition there is fog, or worse. */
const fogLimit = 1;

export interface SkyCells {
  /** Two-digit numbers glued together, or `-`. */
  readonly presentWeather: string;
  /** Tenths, `null` where missing. */
  readonly cloud: number | null;
  /** km, `null` where missing. */
  readonly visibility: number | null;
}

/** Whether a cell can be present weather: `-` or numbers. */
export function isPresentWeather(text: string): boolean {
  return text === '-' || (text.length <= longest && /^\d+$/.test(text));
}

/**
 * The condition: from present weather where there is any that we know, else from the amount of
 * cloud. Numbers that nobody knows are counted as `WW 77`; many stand for what does not hide the
 * sky (dew, frost, halos), so the cloud is used, but not where the visibility is that of fog.
 */
export function readCondition(
  station: string,
  { presentWeather, cloud, visibility }: SkyCells,
  unknownWords: Tally<string>,
): Readout<'condition'> {
  const numbers = numbersOf(presentWeather);
  for (const number of numbers) {
    if (!conditionsByNumber.has(number)) unknownWords.add(`WW ${number}`);
  }
  for (const [number, value] of conditionsByNumber) {
    if (numbers.has(number)) return { value, derived: derivedBy('present-weather', station) };
  }
  const hidden = numbers.size > 0 && visibility !== null && visibility < fogLimit;
  if (hidden) return { missing: 'unknown-word' };
  if (cloud !== null) {
    return { value: skyFromCloud(cloud), derived: derivedBy('cloud-amount', station) };
  }
  return { missing: numbers.size > 0 ? 'unknown-word' : 'upstream-missing' };
}

function derivedBy(method: Derivation['method'], station: string): Derivation {
  return { method, from: [station] };
}

function numbersOf(text: string): ReadonlySet<string> {
  return new Set(text === '-' ? [] : (text.slice(0, longest).match(/\d\d?/g) ?? []));
}
