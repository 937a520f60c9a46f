import { oneDecimal, spokenTemperature } from '../format/temperature.ts';
import { fill, type MoreWords, type Said, type Words } from '../format/words.ts';

/** What every item has, in the order of the first script. */
export const ownFields = ['icon', 'name', 'condition', 'temperature'] as const;
/** What an item can show besides. */
export const fieldNames = [
  'high',
  'low',
  'change',
  'feels-like',
  'humidity',
  'wind',
  'rain',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** How things are said. */
export interface Speech {
  readonly words: Words;
  readonly more: MoreWords;
  /** `f` for degrees Fahrenheit; anything else is Celsius. */
  readonly unit: string;
}

/** A row of `ticker.json`, of which nothing was checked. */
type Row = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, string>>;

/** The value of an element within what there can be on Earth, else `null`. */
function measured(row: Row, element: string, lowest: number, highest: number): number | null {
  const value = Object.hasOwn(row, element) ? row[element] : null;
  return typeof value === 'number' && value >= lowest && value <= highest ? value : null;
}

function say(template: Said, shown: Values, spoken: Values = shown): Said {
  return { shown: fill(template.shown, shown), spoken: fill(template.spoken, spoken) };
}

/** °C in the unit of the ticker. */
export function temperatureText(celsius: number, { words, more, unit }: Speech): Said {
  return unit === 'f'
    ? inFahrenheit(celsius * 1.8 + 32, more)
    : { shown: `${oneDecimal(celsius)}℃`, spoken: spokenTemperature(celsius, words) };
}

function inFahrenheit(fahrenheit: number, { fahrenheit: words }: MoreWords): Said {
  return { shown: `${oneDecimal(fahrenheit)}℉`, spoken: spokenTemperature(fahrenheit, words) };
}

function changeText(row: Row, { more, unit }: Speech): Said | null {
  const change = measured(row, 'temperatureChange', -60, 60);
  if (change === null) return null;
  const value = oneDecimal(Math.abs(unit === 'f' ? change * 1.8 : change));
  if (value === '0.0') return more.alike;
  return say(change > 0 ? more.warmer : more.colder, { value, scale: unit === 'f' ? '℉' : '℃' });
}

/** Of another temperature than that of the air now. */
function otherTemperature(element: string, word: 'high' | 'low' | 'feelsLike') {
  return (row: Row, speech: Speech): Said | null => {
    const celsius = measured(row, element, -95, 65);
    if (celsius === null) return null;
    const { shown, spoken } = temperatureText(celsius, speech);
    return say(speech.more[word], { value: shown }, { value: spoken });
  };
}

function humidityText(row: Row, { more }: Speech): Said | null {
  const value = measured(row, 'humidity', 0, 100);
  return value === null ? null : say(more.humidity, { value: value.toFixed(0) });
}

// Below this smoke rises straight (Beaufort 0).
const lightestAir = 0.3;

function windText(row: Row, { more }: Speech): Said | null {
  const speed = measured(row, 'windSpeed', 0, 120);
  if (speed === null) return null;
  if (speed < lightestAir) return more.calm;
  const value = oneDecimal(speed);
  // 0 stands for calm, and 360 for north.
  const degrees = measured(row, 'windDirection', 1, 360);
  if (degrees === null) return say(more.windFromAnywhere, { value });
  const direction = (names: string) => names.split(' ')[Math.round(degrees / 22.5) % 16] ?? '';
  const { shown, spoken } = more.directions;
  return say(
    more.wind,
    { value, direction: direction(shown) },
    { value, direction: direction(spoken) },
  );
}

/** Nothing where nothing fell: a line of zeros would hide where it rains. */
function rainText(row: Row, { more }: Speech): Said | null {
  const value = oneDecimal(measured(row, 'rain', 0, 500) ?? 0);
  return value === '0.0' ? null : say(more.rain, { value });
}

/** The text of each field for a row; `null` for what was not measured. */
export const fieldTexts: Readonly<Record<FieldName, (row: Row, speech: Speech) => Said | null>> = {
  high: otherTemperature('temperatureHigh', 'high'),
  low: otherTemperature('temperatureLow', 'low'),
  change: changeText,
  'feels-like': otherTemperature('feelsLike', 'feelsLike'),
  humidity: humidityText,
  wind: windText,
  rain: rainText,
};
