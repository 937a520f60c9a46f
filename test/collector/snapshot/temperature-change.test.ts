import { describe, expect, test } from 'vitest';
import type { StationSnapshot } from '../../../collector/snapshot/element-snapshot.ts';
import {
  comparisons,
  type PastTemperature,
  temperatureChanges,
  timeBefore,
} from '../../../collector/snapshot/temperature-change.ts';
import { hours, minutes } from '../../../collector/time/clock.ts';

const now = Date.parse('2024-11-24T07:38:00+09:00');

function shown(value: number, source = 'kma-aws'): StationSnapshot {
  const temperature = { value, source, observedAt: now, quality: 'pass' };
  return {
    station: { id: '108' },
    elements: { temperature: { shown: temperature } },
  } as unknown as StationSnapshot;
}

/** `minutesOff`: from the same time of the day before. */
function past(value: number, minutesOff: number, source = 'kma-aws'): PastTemperature {
  const observedAt = now - hours(24) + minutes(minutesOff);
  return { station: '108', source: source as PastTemperature['source'], observedAt, value };
}

function change(snapshot: StationSnapshot, before: readonly PastTemperature[]) {
  return temperatureChanges({ stations: [snapshot] }, comparisons.day, () => before).get('108');
}

describe('the change of a temperature', () => {
  test('is against the one nearest to the same time of the day before', () => {
    expect(change(shown(2.8), [past(9, -29), past(4.1, 22), past(8, 30)])).toBe(-1.3);
  });

  test('is rounded to a tenth, and never -0', () => {
    expect(change(shown(0.3), [past(0.1, 0)])).toBe(0.2);
    expect(change(shown(-1.5), [past(-1.5, 0)])).toBe(0);
    expect(change(shown(-1.54), [past(-1.5, 0)])).toBe(0);
  });

  test('compares a source with itself where it can', () => {
    expect(change(shown(5), [past(1, 0, 'kma-map'), past(2, 25)])).toBe(3);
    expect(change(shown(5), [past(1, 0, 'kma-map')])).toBe(4);
  });

  test('is unknown where the nearest is more than half an hour off', () => {
    expect(change(shown(5), [past(1, -31), past(1, 31)])).toBe(undefined);
    expect(change(shown(5), [])).toBe(undefined);
  });

  test('is unknown where no temperature is shown', () => {
    const gone = { station: { id: '108' }, elements: { temperature: { shown: null } } };
    expect(change(gone as unknown as StationSnapshot, [past(1, 0)])).toBe(undefined);
  });

  test('against an hour before is of what was read at most ten minutes off', () => {
    const hourBefore = (minutesOff: number) =>
      temperatureChanges({ stations: [shown(5)] }, comparisons.hour, () => [
        { ...past(3, 0), observedAt: now - hours(1) + minutes(minutesOff) },
      ]).get('108');

    expect([-11, -10, 0, 10, 11].map(hourBefore)).toEqual([undefined, 2, 2, 2, undefined]);
  });

  test('looks half an hour to each side', () => {
    const { from, until } = timeBefore(now, comparisons.day);
    expect([now - from, now - until]).toEqual([hours(24.5), hours(23.5)]);
  });
});
