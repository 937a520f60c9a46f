import { describe, expect, test } from 'vitest';
import { november2024 } from '../upstream/recording.ts';
import { sampleWeather } from '../upstream/sample-day.ts';

const capture = sampleWeather('2024-11-24T07:35:00+09:00');

/** The sample day each hour, from the midnight before the day before to the capture. */
const day = Array.from({ length: 32 }, (_, hour) => {
  const instant = Date.parse('2024-11-23T00:00:00+09:00') + hour * 3_600_000;
  const kst = new Date(instant + 9 * 3_600_000).toISOString().slice(0, 19);
  return sampleWeather(`${kst}+09:00`);
});

function valuesOf(element: 'temperature' | 'rainDay' | 'humidity' | 'windSpeed'): number[] {
  return day.flatMap(({ stations }) =>
    stations.map(({ values }) => values[element]).filter((value) => typeof value === 'number'),
  );
}

describe('the sample day', () => {
  test('has the recorded temperature and word of every recorded station', () => {
    const found = new Map(capture.stations.map((station) => [station.id, station]));

    expect(
      november2024.observations.map(({ station }) => {
        const { word, values } = found.get(station) ?? {};
        return [station, word, values?.temperature];
      }),
    ).toEqual(
      november2024.observations.map((one) => [one.station, one.condition, one.temperature]),
    );
  });

  test('is the same each time', () => {
    expect(sampleWeather(capture.observedAt)).toEqual(capture);
  });

  test('is possible on a day in November', () => {
    expect(Math.min(...valuesOf('temperature'))).toBeGreaterThan(-16);
    expect(Math.max(...valuesOf('temperature'))).toBeLessThan(22);
    expect(Math.min(...valuesOf('humidity'))).toBeGreaterThan(15);
    expect(Math.max(...valuesOf('windSpeed'))).toBeLessThan(20);
    expect(Math.min(...valuesOf('windSpeed'))).toBeGreaterThan(0);
  });

  test('rains in the south, and only more as the day goes on', () => {
    const sums = day
      .slice(25)
      .map(({ stations }) => stations.map(({ values }) => values.rainDay ?? 0));
    const last = sums.at(-1) ?? [];

    expect(last.filter((sum) => sum > 0).length).toBeGreaterThan(30);
    for (const [index, sum] of sums.entries()) {
      const before = sums[index - 1];
      if (before) expect(sum.every((value, place) => value >= (before[place] ?? 0))).toBe(true);
    }
  });

  test('is warmer in the afternoon than in the morning, at every station', () => {
    const [morning, afternoon] = [day[6], day[14]];

    for (const [place, { values }] of (morning?.stations ?? []).entries()) {
      const later = afternoon?.stations[place]?.values.temperature ?? Number.NaN;
      expect(later).toBeGreaterThan(values.temperature ?? Number.NaN);
    }
  });
});
