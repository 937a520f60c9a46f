import type { ConditionCode } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { unlikeColumn } from '../../../collector/quality/check-columns.ts';
import type { RefusedColumns } from '../../../collector/quality/column-steps.ts';
import { type Previous, previousOfReadings } from '../../../collector/quality/previous.ts';
import type { Reading } from '../../../collector/sources/reading.ts';

// Where weather ends and a fault of a column begins: each limit from both sides.

const at = 1_795_000_000_000;
const minute = 60_000;
const nobodyKnowsHeights = { find: () => undefined } as unknown as Catalogue;

type Values = Reading['elements'];

/** So many stations, each with what `of` says of its place in the list. */
const listOf = (many: number, of: (index: number) => Values, observedAt = at): Reading[] =>
  Array.from({ length: many }, (_, index) => ({
    station: String(100 + index),
    name: null,
    observedAt,
    elements: of(index),
  }));

const said = (
  readings: readonly Reading[],
  previous: Previous = () => undefined,
  refused: RefusedColumns | null = null,
) => unlikeColumn(readings, previous, nobodyKnowsHeights, refused)?.detail ?? null;

/** Winds of whole m/s, so that no unit is seen in their tenths; none is as frequent as `least` of them. */
const windOf = (index: number, middle = 4) => Math.max(0, middle - 3 + (index % 7));
const winds = (many: number, of: (index: number) => number) =>
  said(listOf(many, (index) => ({ windSpeed: { value: of(index) } })));
const humidities = (many: number, of: (index: number) => number) =>
  said(listOf(many, (index) => ({ humidity: { value: of(index) } })));
const rains = (many: number, of: (index: number) => number) =>
  said(listOf(many, (index) => ({ rain: { value: of(index) } })));

describe('the wind of the country', () => {
  test('may be a calm at 95 of 100 stations, and not at 96', () => {
    const calm = (many: number) => winds(100, (index) => (index < many ? 0 : 2));

    expect(calm(95)).toBeNull();
    expect(calm(96)).toBe('no wind at 96 % of the stations');
  });

  test('may have a median of 14 m/s, and no more', () => {
    expect(winds(70, (index) => windOf(index, 14))).toBeNull();
    expect(winds(70, (index) => windOf(index, 15))).toBe('the median of the wind is 15.0 m/s');
  });

  test('may be the same at 60 of 100 stations, and not at 61', () => {
    const same = (many: number) => winds(100, (index) => (index < many ? 3 : 0));

    expect(same(60)).toBeNull();
    expect(same(61)).toBe('61 of 100 stations have a wind of 3 m/s');
  });
});

describe('the humidity of the country', () => {
  const damp = (index: number) => 40 + (index % 20);

  test('may be 0 % at 10 of 100 stations, and not at 11', () => {
    const zeros = (many: number) => humidities(100, (index) => (index < many ? 0 : damp(index)));

    expect(zeros(10)).toBeNull();
    expect(zeros(11)).toBe('a humidity of 0 % at 11 % of the stations');
  });

  test('may have a median of 12 %, and no less', () => {
    expect(humidities(100, (index) => 8 + (index % 9))).toBeNull();
    expect(humidities(100, (index) => 7 + (index % 9))).toBe('the median of the humidity is 11 %');
  });

  test('may be the same at 40 of 100 stations, and not at 41', () => {
    const same = (many: number, value: number) =>
      humidities(100, (index) => (index < many ? value : damp(index)));

    expect(same(40, 80)).toBeNull();
    expect(same(41, 80)).toBe('41 of 100 stations have a humidity of 80 %');
  });

  test('may be the same everywhere from 95 % on, which is fog', () => {
    expect(humidities(100, () => 95)).toBeNull();
    expect(humidities(100, () => 94)).toMatch('humidity of 94 %');
  });
});

describe('the rain of an hour', () => {
  test('may have a median below 20 mm, and not of 20', () => {
    const heavy = (least: number) => rains(99, (index) => least + (index % 3));

    expect(heavy(18)).toBeNull();
    expect(heavy(19)).toBe('half of the stations have 20.0 mm of rain in an hour and more');
  });

  test('may be the same at 60 of 100 stations, and not at 61', () => {
    const same = (many: number) => rains(100, (index) => (index < many ? 5 : 0));

    expect(same(60)).toBeNull();
    expect(same(61)).toBe('61 of 100 stations have 5 mm of rain in an hour');
  });

  test('may be the same everywhere where it is less than 1 mm', () => {
    expect(rains(100, () => 0.9)).toBeNull();
    expect(rains(100, () => 1)).toMatch('1 mm of rain');
  });
});

describe('snow', () => {
  const snowing = (stations: number, temperature: number, word: ConditionCode = 'snow') =>
    said(
      listOf(stations, () => ({
        condition: { value: word },
        temperature: { value: temperature },
      })),
    );

  test('may fall at four stations that are too warm, and not at five', () => {
    expect(snowing(4, 20)).toBeNull();
    expect(snowing(5, 20)).toBe('snow at 5 stations that are warmer than 8 ℃');
  });

  test('may fall at 8 ℃, and not where it is warmer', () => {
    expect(snowing(97, 8)).toBeNull();
    expect(snowing(97, 8.1)).not.toBeNull();
  });

  test.each<ConditionCode>(['snow', 'snow-shower', 'snow-grains'])(
    'is each word for it: %s',
    (word) => {
      expect(snowing(97, 20, word)).not.toBeNull();
    },
  );

  test('is not rain, and no station without a temperature tells', () => {
    expect(snowing(97, 20, 'rain')).toBeNull();
    expect(said(listOf(97, () => ({ condition: { value: 'snow' } })))).toBeNull();
  });
});

test('60 stations are a country, and 59 are not', () => {
  expect(winds(60, () => 0)).not.toBeNull();
  expect(winds(59, () => 0)).toBeNull();
});

describe('a wind that became stronger', () => {
  const risen = (before: number, now: number, minutes = 60, many = 70) =>
    said(
      listOf(many, (index) => ({ windSpeed: { value: windOf(index, now) } })),
      previousOfReadings(
        listOf(
          many,
          (index) => ({ windSpeed: { value: windOf(index, before) } }),
          at - minutes * minute,
        ),
      ),
    );

  test('may be two and a half times as strong, and no stronger', () => {
    expect(risen(4, 10)).toBeNull();
    expect(risen(4, 11)).toBe('the median of the wind is 11.0 m/s after 4.0 60 minutes before');
  });

  test('may be any times as strong up to 4 m/s', () => {
    expect(risen(1, 4)).toBeNull();
    expect(risen(1, 5)).not.toBeNull();
  });

  test('was a storm where the one before is older than 75 minutes', () => {
    expect(risen(4, 11, 75)).not.toBeNull();
    expect(risen(4, 11, 76)).toBeNull();
  });

  test('was a storm where fewer than 60 stations blew before', () => {
    expect(risen(4, 11, 60, 60)).not.toBeNull();
    expect(risen(4, 11, 60, 59)).toBeNull();
  });
});

describe('a wind that was refused as too strong', () => {
  const blowing = (middle: number, observedAt = at) =>
    listOf(70, (index) => ({ windSpeed: { value: windOf(index, middle) } }), observedAt);
  const refusedBefore = (hours: number): RefusedColumns => ({
    kind: 'stronger',
    by: 4,
    since: at - hours * 60 * minute,
    values: previousOfReadings(blowing(12, at - 60 * minute)),
  });

  test('stays refused until it fell by half of what it had risen by', () => {
    // It had become 4 times as strong: half of the way down is to a half.
    expect(said(blowing(7), undefined, refusedBefore(2))).toMatch(
      'as they were refused (stronger)',
    );
    expect(said(blowing(6), undefined, refusedBefore(2))).toBeNull();
  });

  test('is believed after a day', () => {
    expect(said(blowing(12), undefined, refusedBefore(23))).not.toBeNull();
    expect(said(blowing(12), undefined, refusedBefore(24))).toBeNull();
  });
});
