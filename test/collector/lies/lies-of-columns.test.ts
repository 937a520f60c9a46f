import { formatKst, type SourceId } from '@nalssi/collector';
import type { NumericElement } from '@nalssi/schemas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UpstreamStation, Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';
import { weatherAt } from './lies.ts';
import { readmeTable } from './readme-table.ts';

// Whole columns beside the temperature that are no weather, from the wire to the feed and the log: a
// table in collector/quality/README.md, which `NALSSI_WRITE_TABLES=1` writes anew.

const startAt = '2024-11-24T07:38:30+09:00';

type Tell = (weather: Weather) => Weather;

const each =
  (change: (station: UpstreamStation, next: UpstreamStation) => UpstreamStation['values']): Tell =>
  (weather) => ({
    ...weather,
    stations: weather.stations.map((station, index, all) => ({
      ...station,
      values: change(station, all[(index + 1) % all.length] ?? station),
    })),
  });

/** Each value of an element as the lie has it. */
const changed = (
  element: NumericElement,
  of: (value: number) => number,
  round: (value: number) => number = Math.round,
) =>
  each(({ values }) => {
    const value = values[element] ?? null;
    return value === null ? values : { ...values, [element]: round(of(value) * 10) / 10 };
  });

const turned = (by: number) => changed('windDirection', (value) => ((value + by - 1) % 360) + 1);

const all: readonly SourceId[] = ['kma-city', 'apihub-asos', 'kma-aws', 'apihub-aws'];
const lies: readonly {
  readonly name: string;
  readonly element: NumericElement;
  readonly tell: Tell;
  readonly sources?: readonly SourceId[];
}[] = [
  {
    name: 'a wind in km/h',
    element: 'windSpeed',
    tell: changed('windSpeed', (value) => value * 3.6),
  },
  {
    name: 'a wind in knots',
    element: 'windSpeed',
    tell: changed('windSpeed', (value) => value * 1.943844),
  },
  {
    name: 'a wind in knots, cut to tenths',
    element: 'windSpeed',
    tell: changed('windSpeed', (value) => value * 1.943844, Math.floor),
  },
  { name: 'one wind everywhere', element: 'windSpeed', tell: changed('windSpeed', () => 4.2) },
  { name: 'winds turned around', element: 'windDirection', tell: turned(180) },
  { name: 'winds turned by 90°', element: 'windDirection', tell: turned(90) },
  {
    name: 'a tenth of the humidity',
    element: 'humidity',
    tell: changed('humidity', (value) => value / 10),
  },
  {
    name: 'the same rain everywhere',
    element: 'rain',
    tell: changed('rain', () => 5),
    sources: ['kma-aws', 'apihub-aws'],
  },
  {
    name: 'all but the temperature moved by a row',
    element: 'humidity',
    tell: each(({ values }, next) => ({
      ...next.values,
      temperature: values.temperature ?? null,
    })),
  },
];

const cells = new Map<string, string>();

describe.each(all)('of %s', (source) => {
  let bench: Workbench;
  let told = 0;
  const tell = (lie: Tell, isPublished = true) => {
    bench.clock.advance(60);
    told = bench.log.length;
    const minute = Math.floor(bench.clock.now() / 60_000) * 60_000;
    bench.upstream.serve(lie(weatherAt(formatKst(minute))));
    return isPublished ? bench.pull(source) : bench.hear(source);
  };
  const shown = async (element: NumericElement) =>
    (await bench.observations()).observations.map((row) => row[element]?.value ?? null);

  beforeAll(async () => {
    bench = await Workbench.start(weatherAt(formatKst(Date.parse(startAt))), {
      sources: [source],
      keys: testKeys,
      startAt,
    });
    await tell((weather) => weather, false);
    await tell((weather) => weather);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const heard = lies.filter(({ sources = all }) => sources.includes(source));
  test.each(heard)('$name is not shown, and is said', async ({ name, element, tell: lie }) => {
    const honest = await shown(element);

    expect(await tell(lie)).toBe(false);
    // What was believed stays until it expires, which values of a minute have done by now.
    const wrong = (await shown(element)).filter(
      (value, index) => value !== null && value !== honest[index],
    );
    const { status } = await bench.ticker();
    const codes = bench.log
      .slice(told)
      .flatMap(({ level, code }) => (level === 'warn' || level === 'error' ? [code] : []));
    const what = wrong.length === 0 ? 'not shown' : 'shown';
    cells.set(`${name} ${source}`, `${what}; ${status}; ${codes.join(', ')}`);
    expect({ wrong, status }).toEqual({ wrong: [], status: expect.not.stringMatching('ok') });
    expect(codes).toEqual([expect.stringMatching(/^(?:implausible-batch|mass-failure)$/)]);

    expect(await tell((weather) => weather)).toBe(true);
  });

  test('winds turned around stay refused for hours, and no longer than they are', async () => {
    const heard: boolean[] = [];
    for (let hour = 0; hour < 5; hour += 1) heard.push(await tell(turned(180), false));

    expect(heard).toEqual(Array(5).fill(false));
    expect(await tell((weather) => weather, false)).toBe(true);
  });
});

test('the readme has the table of what each lie of a column comes to', () => {
  const table = readmeTable('lies of columns', ['lie', ...all]);
  for (const { name } of lies) {
    table.add([name, ...all.map((source) => cells.get(`${name} ${source}`) ?? '·')]);
  }

  expect(table.isInReadme()).toBe(true);
});
