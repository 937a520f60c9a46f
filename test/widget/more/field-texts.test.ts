import { describe, expect, test } from 'vitest';
import { moreWords, words } from '../../../widget/format/languages.ts';
import { type FieldName, fieldNames, fieldTexts } from '../../../widget/more/field-texts.ts';

const ko = { words: words.ko, more: moreWords.ko, unit: 'c' };
const en = { words: words.en, more: moreWords.en, unit: 'c' };

const seen = (name: FieldName, row: Readonly<Record<string, unknown>>) => [
  fieldTexts[name](row, ko)?.shown,
  fieldTexts[name](row, en)?.shown,
];
const heard = (name: FieldName, row: Readonly<Record<string, unknown>>) => [
  fieldTexts[name](row, ko)?.spoken,
  fieldTexts[name](row, en)?.spoken,
];

describe('what is shown and spoken in Korean and English', () => {
  test('of feels-like is a temperature', () => {
    expect(seen('feels-like', { feelsLike: -1.2 })).toEqual(['체감 -1.2℃', 'feels like -1.2℃']);
    expect(heard('feels-like', { feelsLike: -1.2 })).toEqual([
      '체감 섭씨 영하 1.2도',
      'feels like minus 1.2 degrees Celsius',
    ]);
  });

  test('of humidity is a percentage', () => {
    expect(seen('humidity', { humidity: 65 })).toEqual(['습도 65%', 'humidity 65%']);
    expect(heard('humidity', { humidity: 65 })).toEqual(['습도 65퍼센트', 'humidity 65 percent']);
  });

  test('of wind is where it comes from, and its speed', () => {
    const row = { windSpeed: 3.2, windDirection: 320 };
    expect(seen('wind', row)).toEqual(['북서풍 3.2m/s', 'wind NW 3.2 m/s']);
    expect(heard('wind', row)).toEqual([
      '북서풍 초속 3.2미터',
      'wind from the northwest at 3.2 metres per second',
    ]);
  });

  test.each([
    [360, '북풍 1.0m/s'],
    [11, '북풍 1.0m/s'],
    [12, '북북동풍 1.0m/s'],
    [90, '동풍 1.0m/s'],
    [349, '북풍 1.0m/s'],
  ])('of wind from %i degrees is %s', (windDirection, shown) => {
    expect(seen('wind', { windSpeed: 1, windDirection })[0]).toBe(shown);
  });

  test('of wind without a direction is its speed, and of hardly any that there is none', () => {
    expect(seen('wind', { windSpeed: 3.2 })[0]).toBe('바람 3.2m/s');
    expect(seen('wind', { windSpeed: 3.2, windDirection: 0 })[0]).toBe('바람 3.2m/s');
    expect(seen('wind', { windSpeed: 0.2, windDirection: 90 })).toEqual(['바람 없음', 'no wind']);
  });

  test('of rain is how much fell in an hour, and nothing where none did', () => {
    expect(seen('rain', { rain: 1.5 })).toEqual(['강수 1.5mm', 'precipitation 1.5 mm']);
    expect(heard('rain', { rain: 1.5 })[1]).toBe(
      '1.5 millimetres of precipitation in the last hour',
    );
    expect(seen('rain', { rain: 0 })).toEqual([undefined, undefined]);
  });

  test.each([
    [2.1, '어제보다 +2.1℃', '2.1 degrees warmer than yesterday'],
    [-2.1, '어제보다 -2.1℃', '2.1 degrees colder than yesterday'],
    [-0.04, '어제와 같음', 'the same as yesterday'],
  ])('of a change by %d is %s, and %s', (temperatureChange, shown, spoken) => {
    expect(seen('change', { temperatureChange })[0]).toBe(shown);
    expect(heard('change', { temperatureChange })[1]).toBe(spoken);
  });
});

test('degrees Fahrenheit are of temperatures and of their changes', () => {
  const fahrenheit = { ...ko, unit: 'f' };
  const { change, 'feels-like': feelsLike } = fieldTexts;
  expect(feelsLike({ feelsLike: -20 }, fahrenheit)).toEqual({
    shown: '체감 -4.0℉',
    spoken: '체감 화씨 영하 4.0도',
  });
  expect(change({ temperatureChange: -10 }, fahrenheit)?.shown).toBe('어제보다 -18.0℉');
});

describe.each(fieldNames)('%s', (name) => {
  const elements = {
    temperatureHigh: 1,
    temperatureLow: 1,
    temperatureChange: 1,
    feelsLike: 1,
    humidity: 1,
    windSpeed: 1,
    windDirection: 1,
    rain: 1,
  };
  const all = (value: unknown) =>
    Object.fromEntries(Object.keys(elements).map((element) => [element, value]));

  test('is shown where it was measured', () => {
    expect(fieldTexts[name](elements, ko)).not.toBeNull();
  });

  test.each([[{}], [all(null)], [all('12')], [all(-999)], [all(9999)], [all(Number.NaN)]])(
    'is not shown of %o',
    (row) => {
      expect(fieldTexts[name](row, ko)).toBeNull();
    },
  );
});
