import { numericElements } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { checkConsistency } from '../../../collector/quality/check-consistency.ts';
import { checkPersistence } from '../../../collector/quality/check-persistence.ts';
import { checkRange } from '../../../collector/quality/check-range.ts';
import { checkStep } from '../../../collector/quality/check-step.ts';
import { rangeLimits } from '../../../collector/quality/limits.ts';

const noon = Date.parse('2018-08-01T12:00:00+09:00');
const minute = 60_000;

describe('the range of a temperature', () => {
  test.each([
    [52, 'fail'],
    [45.1, 'fail'],
    [41.9, 'suspect'],
    [41.4, 'suspect'],
    [41.3, 'pass'],
    [0, 'pass'],
    [-32.5, 'pass'],
    [-32.6, 'suspect'],
    [-35, 'suspect'],
    [-41, 'fail'],
  ])('%d ℃ is a %s', (value, verdict) => {
    expect(checkRange('temperature', value)).toBe(verdict);
  });
});

test.each(numericElements)(
  'the limits of %s lie around each other and name their basis',
  (element) => {
    const { fail, suspect, basis } = rangeLimits[element];

    expect(fail[0]).toBeLessThanOrEqual(suspect[0]);
    expect(suspect[1]).toBeLessThanOrEqual(fail[1]);
    expect(suspect[0]).toBeLessThan(suspect[1]);
    expect(basis).not.toBe('');
  },
);

function previous(value: number, minutesAgo: number, unchangedMinutes = minutesAgo, readings = 1) {
  return {
    value,
    observedAt: noon - minutesAgo * minute,
    unchangedSince: noon - unchangedMinutes * minute,
    readings,
  };
}

describe('the step of a temperature', () => {
  test.each([
    [11, 1, 'fail'],
    [4, 1, 'suspect'],
    [3, 1, 'pass'],
    [11, 10, 'fail'],
    [7, 10, 'suspect'],
    [6, 5, 'pass'],
    [20, 60, 'suspect'],
    [19, 60, 'pass'],
    [30, 61, null],
  ])('of %d ℃ in %d minutes is a %s', (step, minutes, verdict) => {
    expect(checkStep('temperature', 20 + step, noon, previous(20, minutes))).toBe(verdict);
    expect(checkStep('temperature', 20 - step, noon, previous(20, minutes))).toBe(verdict);
  });

  test('says nothing without a value before', () => {
    expect(checkStep('temperature', 20, noon, undefined)).toBe(null);
  });

  test('says nothing of a value that is not newer', () => {
    expect(checkStep('temperature', 20, noon, previous(0, 0))).toBe(null);
  });
});

describe('a temperature that stays the same', () => {
  test('for more than three hours and four readings is suspect', () => {
    expect(checkPersistence('temperature', 20, noon, previous(20, 60, 181, 3))).toBe('suspect');
  });

  test('for three hours passes', () => {
    expect(checkPersistence('temperature', 20, noon, previous(20, 60, 180, 3))).toBe('pass');
  });

  test('for an hour passes, however few readings there are', () => {
    expect(checkPersistence('temperature', 20, noon, previous(20, 60))).toBe('pass');
  });

  test('for hours is not judged by fewer than four readings', () => {
    expect(checkPersistence('temperature', 20, noon, previous(20, 300, 300, 2))).toBe(null);
  });
});

describe('what may stay the same for long', () => {
  test('is humidity in fog', () => {
    expect(checkPersistence('humidity', 99, noon, previous(99, 60, 1_200, 20))).toBe('pass');
  });

  test('is a calm', () => {
    expect(checkPersistence('windSpeed', 0, noon, previous(0, 60, 1_200, 20))).toBe('pass');
  });

  test('is not a wind', () => {
    expect(checkPersistence('windSpeed', 2.5, noon, previous(2.5, 60, 200, 4))).toBe('suspect');
  });
});

describe('elements that contradict each other', () => {
  test('are a dew point above the temperature', () => {
    expect(checkConsistency({ temperature: 10, dewPoint: 10.6 }).dewPoint).toBe('fail');
    expect(checkConsistency({ temperature: 10, dewPoint: 10.5 }).dewPoint).toBe('pass');
  });

  test('are rain and dry air', () => {
    expect(checkConsistency({ rain: 1, humidity: 50 }).rain).toBe('suspect');
    expect(checkConsistency({ rain: 0, humidity: 50 }).rain).toBe('pass');
  });

  test('are a wind from nowhere', () => {
    expect(checkConsistency({ windDirection: 0, windSpeed: 3 }).windDirection).toBe('suspect');
  });
});

describe('a station of zeros', () => {
  test('cannot be true with a humidity of zero', () => {
    expect(
      checkConsistency({ temperature: 0, windSpeed: 0, windDirection: 0, humidity: 0, rain: 0 }),
    ).toMatchObject({ temperature: 'fail', windSpeed: 'fail', humidity: 'fail', rain: 'fail' });
  });

  test('may be a freezing calm', () => {
    expect(
      checkConsistency({ temperature: 0, windSpeed: 0, windDirection: 0, humidity: 80 }),
    ).toMatchObject({ temperature: 'suspect' });
  });
});
