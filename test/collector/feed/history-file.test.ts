import { type Station, stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import type { BoardPublication } from '../../../collector/feed/board-stations.ts';
import { historyFileOf } from '../../../collector/feed/history-file.ts';
import type { HourlyValues } from '../../../collector/snapshot/hourly-values.ts';

const hour = 3_600_000;
const begin = Date.parse('2026-11-26T00:00:00+09:00');
const stations = stationCatalogue.slice(0, 3);
const [first, second, third] = stations.map(({ id }) => id) as [string, string, string];

type Values = Readonly<Record<string, number>>;

interface Hour {
  readonly temperature?: Values;
  readonly rain?: Values;
  readonly suspect?: readonly string[];
}

/** The file of hours from midnight on. */
function fileOf(hours: readonly Hour[], at = begin + 23.5 * hour) {
  const elementOf = (values: Values = {}, suspect: readonly string[] = []) => ({
    values: new Map(Object.entries(values)),
    suspect: new Set(suspect),
  });
  const hourly = hours.map(
    ({ temperature, rain, suspect }, index): HourlyValues => ({
      hour: begin + index * hour,
      temperature: elementOf(temperature, suspect),
      rain: elementOf(rain),
    }),
  );
  const publication = {
    snapshot: { at, stations: stations.map((station: Station) => ({ station })) },
    region: 'KR-44',
    past: { hourly },
    sequence: 1,
    changedAt: begin,
  } as unknown as BoardPublication;
  return historyFileOf(publication);
}

const day = (of: (index: number) => Hour) => Array.from({ length: 24 }, (_, index) => of(index));

test('a station has a value or none for each hour, and is left out where it has none at all', () => {
  const { temperature } = fileOf(
    day((index) => ({
      temperature: index === 0 ? { [first]: -1, [second]: 0 } : { [first]: index },
    })),
  );

  expect(Object.keys(temperature)).toEqual([first, second]);
  expect(temperature[first]?.slice(0, 3)).toEqual([-1, 1, 2]);
  expect(temperature[second]).toEqual([0, ...Array(23).fill(null)]);
});

test('a station without a drop in any hour is dry, and one with a drop or a gap is not', () => {
  const { rain, dry } = fileOf(
    day((index) => ({
      rain: {
        [first]: 0,
        [second]: index === 23 ? 0.5 : 0,
        ...(index !== 5 && { [third]: 0 }),
      },
    })),
  );

  expect(dry).toEqual([first]);
  expect(Object.keys(rain)).toEqual([second, third]);
});

test('hours that are marked are named by their place, and no mark is no field', () => {
  const marked = fileOf(
    day((index) => ({
      temperature: { [first]: index },
      suspect: index === 3 || index === 22 ? [first] : [],
    })),
  );

  expect(marked.suspect).toEqual({ temperature: { [first]: [3, 22] } });
  expect(fileOf(day(() => ({ temperature: { [first]: 1 } })))).not.toHaveProperty('suspect');
});

test('the hours end with the last that is known, and else with the present one', () => {
  const known = fileOf(day(() => ({}))).hours;
  const unknown = fileOf([], begin + 23.5 * hour).hours;

  expect(known).toHaveLength(24);
  expect([known[0], known.at(-1)]).toEqual([
    '2026-11-26T00:00:00+09:00',
    '2026-11-26T23:00:00+09:00',
  ]);
  expect(unknown).toEqual(known);
});
