import { conditionCodes } from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moreWords, words } from '../../../widget/format/languages.ts';
import { sentence } from '../../../widget/format/sentence.ts';
import { shownTemperature, spokenTemperature } from '../../../widget/format/temperature.ts';
import { kstTime, observedTime } from '../../../widget/format/time.ts';

describe('words', () => {
  test.each(['ko', 'en'] as const)(
    '%s has a word for every condition, each another',
    (language) => {
      const shown = conditionCodes.map((code) => words[language].conditions[code]);
      expect(shown.every((word) => word.trim() !== '')).toBe(true);
      expect(new Set(shown).size).toBe(conditionCodes.length);
    },
  );

  test('Korean and English say the same things', () => {
    expect(Object.keys(words.en)).toEqual(Object.keys(words.ko));
    expect(Object.keys(moreWords.en)).toEqual(Object.keys(moreWords.ko));
  });
});

describe('temperature', () => {
  test.each([
    [2.8, '2.8℃'],
    [-3, '-3.0℃'],
    [0, '0.0℃'],
    [-0, '0.0℃'],
    [-0.04, '0.0℃'],
    [38.25, '38.3℃'],
  ])('%d is shown as %s', (temperature, shown) => {
    expect(shownTemperature(temperature)).toBe(shown);
  });

  test('is spoken in words, because screen readers skip the minus sign', () => {
    expect(spokenTemperature(-3, words.ko)).toBe('섭씨 영하 3.0도');
    expect(spokenTemperature(2.8, words.ko)).toBe('섭씨 2.8도');
    expect(spokenTemperature(-3, words.en)).toBe('minus 3.0 degrees Celsius');
  });

  test('never speaks of a zero below zero', () => {
    expect(spokenTemperature(-0.04, words.ko)).toBe('섭씨 0.0도');
  });
});

describe('time of observation', () => {
  const observedAt = Date.parse('2024-11-24T07:00:00+09:00');

  test('is Korean time, without a date on the same Korean day', () => {
    const justAfterMidnight = Date.parse('2024-11-24T00:01:00+09:00');
    expect(observedTime(observedAt, justAfterMidnight, words.ko)).toBe('07:00');
    expect(observedTime(observedAt, observedAt, words.en)).toBe('07:00');
  });

  test('has the date on any other day', () => {
    const nextDay = Date.parse('2024-11-25T00:00:00+09:00');
    expect(observedTime(observedAt, nextDay, words.ko)).toBe('11.24. 07:00');
    expect(observedTime(observedAt, nextDay, words.en)).toBe('24 Nov 07:00');
  });

  test('is written for machines with the offset of Korea', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(Date.parse(kstTime(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});

describe('sentence of a station', () => {
  test('has its name and what is said of it', () => {
    expect(sentence('서울', ['맑음', '섭씨 2.8도'], '관측값 없음')).toBe('서울, 맑음, 섭씨 2.8도.');
  });

  test('leaves out what is not known, and says so when nothing is', () => {
    expect(sentence('서울', ['', '섭씨 2.8도'], '관측값 없음')).toBe('서울, 섭씨 2.8도.');
    expect(sentence('서울', ['', ''], '관측값 없음')).toBe('서울, 관측값 없음.');
  });
});
