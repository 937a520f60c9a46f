import { describe, expect, test } from 'vitest';
import type { StationSnapshot } from '../../../collector/snapshot/element-snapshot.ts';
import type { PastTemperature } from '../../../collector/snapshot/temperature-change.ts';
import {
  extremesByStation,
  extremesOfDay,
  hoursOfDay,
} from '../../../collector/snapshot/temperature-extremes.ts';
import { PastTemperatures } from '../../../collector/store/past-temperatures.ts';
import { hours, type Instant } from '../../../collector/time/clock.ts';

const kst = (time: string) => Date.parse(`2024-11-24T${time}:00+09:00`);

function snapshotAt(observedAt: Instant, value: number) {
  const temperature = { shown: { value, source: 'kma-aws', observedAt } };
  const station = { station: { id: '108' }, elements: { temperature } };
  return { at: observedAt, stations: [station as unknown as StationSnapshot] } as never;
}

function past(time: string, value: number): PastTemperature {
  return { station: '108', source: 'kma-aws' as never, observedAt: kst(time), value };
}

/** The extremes at 03:20, when it is 2 °C, with `temperatures` before. */
function extremes(temperatures: readonly PastTemperature[]) {
  const byHour = Map.groupBy(
    temperatures,
    ({ observedAt }) => observedAt - (observedAt % hours(1)),
  );
  const at = (hour: Instant) => extremesByStation(byHour.get(hour) ?? []);
  return extremesOfDay(snapshotAt(kst('03:20'), 2), at).get('108');
}

describe('the extremes of a day', () => {
  test('are those of all of its hours, and of what is shown now', () => {
    expect(
      extremes([past('00:00', -1.5), past('01:10', 0.3), past('01:40', 1), past('02:00', 0)]),
    ).toEqual({ low: -1.5, high: 2 });
  });

  test('are not known where an hour before the present one is not', () => {
    expect(extremes([past('01:00', 0.3), past('02:00', 0)])).toBeUndefined();
  });

  test.each([
    ['23:59', 24],
    ['00:00', 1],
    ['03:20', 4],
  ])('begin at midnight in Korea: at %s %d hours', (time, count) => {
    expect(hoursOfDay(kst(time))[0]).toBe(kst('00:00'));
    expect(hoursOfDay(kst(time))).toHaveLength(count);
  });

  test('are read once of each hour but the last two, which may still change', async () => {
    const asked: Instant[] = [];
    const temperatures = async (hour: Instant) => {
      asked.push(hour);
      return [{ ...past('00:00', 1), observedAt: hour }];
    };
    const memory = new PastTemperatures({ temperatures });
    await memory.extremesOf(snapshotAt(kst('03:20'), 2));
    asked.length = 0;
    const found = await memory.extremesOf(snapshotAt(kst('03:30'), 2));

    expect(asked).toEqual([kst('02:00'), kst('03:00')]);
    expect(found.get('108')).toEqual({ low: 1, high: 2 });
  });
});
