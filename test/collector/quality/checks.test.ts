import { type NumericElement, numericElements } from '@nalssi/schemas';
import fc from 'fast-check';
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

/** The highest and lowest that pass, and that are marked and shown; nothing may be below 0 where 0 is the lowest. */
const edges: Readonly<Record<NumericElement, readonly [number, number, number, number]>> = {
  temperature: [-40, -32.5, 41.3, 45],
  feelsLike: [-60, -45, 48, 60],
  dewPoint: [-60, -45, 32, 38],
  humidity: [0, 3, 100, 100],
  pressure: [870, 945, 1055, 1090],
  windSpeed: [0, 0, 45, 75],
  windDirection: [0, 0, 360, 360],
  rain: [0, 0, 120, 250],
  rainDay: [0, 0, 500, 1500],
  snowDepth: [0, 0, 200, 500],
  visibility: [0, 0, 100, 100],
  cloud: [0, 0, 10, 10],
};

test.each(numericElements)(
  '%s is marked beyond what it was ever, and withheld beyond what it can be',
  (element) => {
    const [lowest, low, high, highest] = edges[element];
    const verdictOf = (value: number) => checkRange(element, value);

    expect([low, high].map(verdictOf)).toEqual(['pass', 'pass']);
    expect([lowest - 0.1, highest + 0.1].map(verdictOf)).toEqual(['fail', 'fail']);
    if (lowest < low) expect([lowest, low - 0.1].map(verdictOf)).toEqual(['suspect', 'suspect']);
    if (high < highest)
      expect([high + 0.1, highest].map(verdictOf)).toEqual(['suspect', 'suspect']);
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
    [4, 2, 'pass'],
    [6.1, 2, 'suspect'],
    [7, 11, 'pass'],
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

describe('the step of another element', () => {
  test.each([
    ['humidity', 15, 1, 2],
    ['pressure', 0.5, 1, null],
    ['pressure', 10, 60, 61],
    ['windSpeed', 20, 1, 2],
  ] as const)('of %s may be %d in %d minutes, either way', (element, most, minutes, beyond) => {
    const verdictOf = (step: number, after: number = minutes) =>
      checkStep(element, 50 + step, noon, previous(50, after));

    expect([most, -most].map((step) => verdictOf(step))).toEqual(['pass', 'pass']);
    expect([most + 0.01, -most - 0.01].map((step) => verdictOf(step))).toEqual([
      'suspect',
      'suspect',
    ]);
    if (beyond !== null) expect(verdictOf(most + 0.01, beyond)).toBeNull();
  });

  test('says nothing where no step is too much', () => {
    expect(checkStep('rain', 100, noon, previous(0, 1))).toBeNull();
  });
});

describe('another element that stays the same', () => {
  test.each([
    ['pressure', 1013, 180],
    ['humidity', 94, 360],
    ['windSpeed', 0.1, 180],
  ] as const)('%s of %d for more than %d minutes is suspect', (element, value, most) => {
    const verdictAfter = (minutes: number) =>
      checkPersistence(element, value, noon, previous(value, 60, minutes, 3));

    expect([most, most + 1].map(verdictAfter)).toEqual(['pass', 'suspect']);
  });

  test('is weather where it is a humidity from 95 % on', () => {
    expect(checkPersistence('humidity', 95, noon, previous(95, 60, 1_200, 20))).toBe('pass');
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

describe('an element is weighed against others', () => {
  const measured = fc.record(
    {
      temperature: fc.constantFrom(-5, 0.1, 20),
      dewPoint: fc.constantFrom(-10, 5),
      rain: fc.constantFrom(0, 0.1),
      humidity: fc.constantFrom(59, 60, 90),
      windSpeed: fc.constantFrom(0, 0.5, 0.6),
      windDirection: fc.constantFrom(0, 10),
    },
    { requiredKeys: [] },
  );

  test('only where those were measured too', () => {
    fc.assert(
      fc.property(measured, (numbers) => {
        const has = (...elements: (keyof typeof numbers)[]) =>
          elements.every((element) => numbers[element] !== undefined);
        const due = {
          dewPoint: has('dewPoint', 'temperature'),
          rain: has('rain', 'humidity'),
          windDirection: has('windDirection', 'windSpeed'),
          temperature: has('temperature', 'windSpeed', 'windDirection'),
        };

        expect(Object.keys(checkConsistency(numbers)).sort()).toEqual(
          Object.entries(due)
            .flatMap(([element, isDue]) => (isDue ? [element] : []))
            .sort(),
        );
      }),
    );
  });

  test.each([
    [0.1, 59.9, 'suspect'],
    [0.1, 60, 'pass'],
    [0, 59.9, 'pass'],
  ])('%d mm of rain in air of %d percent are a %s', (rain, humidity, verdict) => {
    expect(checkConsistency({ rain, humidity }).rain).toBe(verdict);
  });

  test.each([
    [0, 0.5, 'pass'],
    [0, 0.6, 'suspect'],
    [10, 0.6, 'pass'],
  ])('a direction of %d° with %d m/s is a %s', (windDirection, windSpeed, verdict) => {
    expect(checkConsistency({ windDirection, windSpeed }).windDirection).toBe(verdict);
  });
});

describe('a station of zeros', () => {
  test('is none where one of temperature, wind and direction is another number or missing', () => {
    const zeros = { temperature: 0, windSpeed: 0, windDirection: 0, pressure: 0 };
    expect(checkConsistency(zeros)).toMatchObject({ temperature: 'fail', pressure: 'fail' });

    for (const element of ['temperature', 'windSpeed', 'windDirection'] as const) {
      expect(checkConsistency({ ...zeros, [element]: 1 })).not.toHaveProperty('pressure');
      const { [element]: _, ...others } = zeros;
      expect(checkConsistency(others)).not.toHaveProperty('pressure');
    }
  });

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
