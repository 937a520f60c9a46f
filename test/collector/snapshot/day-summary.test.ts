import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allTogether,
  beginOfDay,
  type DaySummary,
  hoursSeen,
  isWholeUntil,
  summaryOf,
  together,
} from '../../../collector/snapshot/day-summary.ts';
import {
  hourOfReading,
  type MinuteReading,
  withReadings,
} from '../../../collector/snapshot/hour-readings.ts';
import { hours } from '../../../collector/time/clock.ts';

const kst = (time: string) => Date.parse(`2024-11-24T${time}:00+09:00`);
const nothing: DaySummary = { high: null, low: null, wind: null, rain: null, hours: 0 };

function temperatures(hour: string, ...readings: MinuteReading[]): DaySummary {
  return summaryOf('temperature', kst(hour), readings);
}

describe('the readings of an hour', () => {
  const hour = kst('07:00');
  const at = (minute: number, value: number, quality: 'pass' | 'suspect' | 'fail' = 'pass') => ({
    station: '108',
    observedAt: hour + minute * 60_000,
    value,
    quality,
  });
  const left = (...readings: ReturnType<typeof at>[]) => [
    ...withReadings(hour, new Map(), readings),
  ];

  test('stand by their minutes, in whatever order they come', () => {
    expect(left(at(12, 5.1), at(2, 4.9))).toEqual([
      [
        '108',
        [
          [2, 4.9],
          [12, 5.1],
        ],
      ],
    ]);
  });

  test('of a minute that is there already the later has the last word', () => {
    expect(left(at(2, 12), at(2, 4.9))).toEqual([['108', [[2, 4.9]]]]);
  });

  test('one that fails its checks is not there, and takes what was there with it', () => {
    expect(left(at(2, 4.9), at(7, 60, 'fail'))).toEqual([['108', [[2, 4.9]]]]);
    expect(left(at(2, 4.9), at(2, 60, 'fail'))).toEqual([]);
  });

  test('one that is doubted says so', () => {
    expect(left(at(2, 19.9, 'suspect'))).toEqual([['108', [[2, 19.9, 1]]]]);
  });

  test.each([
    ['temperature', '00:00', '00:00'],
    ['windSpeed', '00:00', '23:00 before'],
    ['rainDay', '00:00', '23:00 before'],
    ['rainDay', '00:01', '00:00'],
    ['windSpeed', '08:00', '07:00'],
  ] as const)('%s of %s is of the hour that begins at %s', (element, time, expected) => {
    const [clock = '', before] = expected.split(' ');
    const begin = kst(clock) - (before === undefined ? 0 : hours(24));

    expect(hourOfReading(element, kst(time))).toBe(begin);
  });
});

describe('a day', () => {
  test('has the highest and the lowest with the first minute of each', () => {
    const day = together(
      temperatures('06:00', [2, -0.4], [12, -0.4]),
      temperatures('14:00', [7, 9.6], [22, 9.6], [27, 9.5]),
    );

    expect(day.low).toEqual({ value: -0.4, observedAt: kst('06:02'), isSuspect: false });
    expect(day.high).toEqual({ value: 9.6, observedAt: kst('14:07'), isSuspect: false });
  });

  test('says where its extreme is of a reading that is doubted', () => {
    const { high, low } = temperatures('14:00', [2, 9], [7, 19.9, 1]);

    expect([high?.isSuspect, low?.isSuspect]).toEqual([true, false]);
  });

  test('has the reading that nobody doubts of two that are the same, in whatever order they are put together', () => {
    const doubted = temperatures('14:00', [7, 9.6, 1]);
    const sure = temperatures('14:00', [7, 9.6]);

    expect(together(doubted, sure)).toEqual(sure);
    expect(together(sure, doubted)).toEqual(sure);
  });

  test('has no extreme before it has a reading', () => {
    expect(allTogether([]).get('108')).toBe(undefined);
    expect(temperatures('06:00')).toEqual(nothing);
  });

  test('has the sum that was read last, also where it is less than one before', () => {
    const rain = summaryOf('rainDay', kst('14:00'), [
      [7, 1.5],
      [57, 1],
    ]);

    expect(rain.rain).toEqual({ value: 1, observedAt: kst('14:57'), isSuspect: false });
  });

  test('counts the hours of which there is a temperature', () => {
    const day = [
      temperatures('00:00', [2, 1]),
      temperatures('23:00', [2, 1], [7, 1]),
      summaryOf('windSpeed', kst('12:00'), [[7, 1]]),
    ].reduce(together);

    expect(hoursSeen(day)).toBe(2);
  });

  test.each([
    [['00:00', '01:00'], '02:10', true],
    [['00:00', '01:00'], '00:10', true],
    [['00:00', '02:00'], '02:10', false],
    [['01:00', '02:00'], '03:00', false],
    [[], '00:59', true],
  ])('with a temperature of %j is whole until %s: %s', (seen, until, expected) => {
    const day = seen.map((hour) => temperatures(hour, [2, 1])).reduce(together, nothing);

    expect(isWholeUntil(day, kst(until))).toBe(expected);
  });

  test('begins at midnight in Korea', () => {
    expect(['00:00', '08:59', '23:59'].map((time) => beginOfDay(kst(time)))).toEqual(
      Array(3).fill(kst('00:00')),
    );
  });
});

test('the parts of a day make the same day in whatever order they are put together', () => {
  const minute = fc.integer({ min: 1, max: 59 });
  const value = fc.integer({ min: -50, max: 50 }).map((tenths) => tenths / 10);
  const reading: fc.Arbitrary<MinuteReading> = fc.oneof(
    fc.tuple(minute, value),
    fc.tuple(minute, value, fc.constant(1 as const)),
  );
  const part = fc
    .record({
      element: fc.constantFrom('temperature', 'windSpeed', 'rainDay'),
      hour: fc.integer({ min: 0, max: 23 }),
      readings: fc.array(reading, { maxLength: 4 }),
    })
    .map(({ element, hour, readings }) =>
      summaryOf(element as 'temperature', kst('00:00') + hours(hour), readings),
    );
  const parts = fc.array(part, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      parts.chain((all) =>
        fc.record({
          all: fc.constant(all),
          shuffled: fc.shuffledSubarray(all, { minLength: all.length }),
          cut: fc.integer({ min: 0, max: all.length }),
        }),
      ),
      ({ all, shuffled, cut }) => {
        const whole = all.reduce(together, nothing);
        const [left, right] = [shuffled.slice(0, cut), shuffled.slice(cut)].map((half) =>
          half.reduce(together, nothing),
        ) as [DaySummary, DaySummary];

        expect(together(left, right)).toEqual(whole);
        expect(together(whole, whole)).toEqual(whole);
      },
    ),
  );
});
