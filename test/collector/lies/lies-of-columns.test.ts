import { formatKst, type SourceId } from '@nalssi/collector';
import type { NumericElement } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import type { Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';
import { weatherAt } from './lies.ts';

// Whole columns beside the temperature that are no weather, from the wire to the feed and the log.

const startAt = '2024-11-24T07:38:30+09:00';

/** Each value of an element as the lie has it. */
const changed =
  (element: NumericElement, of: (value: number) => number) =>
  (weather: Weather): Weather => ({
    ...weather,
    stations: weather.stations.map((station) => {
      const value = station.values[element] ?? null;
      if (value === null) return station;
      return {
        ...station,
        values: { ...station.values, [element]: Math.round(of(value) * 10) / 10 },
      };
    }),
  });

const all: readonly SourceId[] = ['kma-city', 'apihub-asos', 'kma-aws', 'apihub-aws'];
const lies = [
  {
    name: 'a wind in km/h',
    element: 'windSpeed',
    of: (value: number) => value * 3.6,
    sources: all,
  },
  { name: 'one wind everywhere', element: 'windSpeed', of: () => 4.2, sources: all },
  {
    name: 'a tenth of the humidity',
    element: 'humidity',
    of: (value: number) => value / 10,
    sources: all,
  },
  {
    name: 'the same rain everywhere',
    element: 'rain',
    of: () => 5,
    sources: ['kma-aws', 'apihub-aws'],
  },
] as const;

describe.each(lies)('$name', ({ element, of, sources }) => {
  test.each(sources)('of %s is not shown, and is said', { timeout: 120_000 }, async (source) => {
    await using bench = await Workbench.start(weatherAt(formatKst(Date.parse(startAt))), {
      sources: [source],
      keys: testKeys,
      startAt,
      // A machine with much else to do is no lie.
      deadline: 60_000,
    });
    const tell = async (lie: (weather: Weather) => Weather) => {
      bench.upstream.serve(
        lie(weatherAt(formatKst(Math.floor(bench.clock.now() / 60_000) * 60_000))),
      );
      return bench.pull(source);
    };
    const shown = async () =>
      (await bench.observations()).observations.map((row) => row[element]?.value ?? null);
    await tell((weather) => weather);
    bench.clock.advance(60);
    await tell((weather) => weather);
    const honest = await shown();
    bench.clock.advance(60);
    const told = bench.log.length;

    expect(await tell(changed(element, of))).toBe(false);
    // What was believed stays until it expires, which values of a minute have done by now.
    expect(
      (await shown()).filter((value, index) => value !== null && value !== honest[index]),
    ).toEqual([]);
    expect((await bench.ticker()).status).not.toBe('ok');
    expect(bench.log.slice(told).filter(({ code }) => code === 'implausible-batch')).toHaveLength(
      1,
    );
    bench.clock.advance(60);

    expect(await tell((weather) => weather)).toBe(true);
  });
});
