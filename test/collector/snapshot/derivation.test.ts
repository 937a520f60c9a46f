import type { ConditionCode, Element } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { judge } from '../../../collector/quality/judge.ts';
import { noPrevious } from '../../../collector/quality/previous.ts';
import { feelsLike } from '../../../collector/snapshot/feels-like.ts';
import { holdBatch } from '../../../collector/snapshot/holdings.ts';
import { takeSnapshot } from '../../../collector/snapshot/snapshot.ts';
import { wetBulbTemperature } from '../../../collector/sources/estimates/wet-bulb.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';
import type { Readout } from '../../../collector/sources/reading.ts';
import type { ObservationSource } from '../../../collector/sources/source.ts';

const catalogue = new Catalogue();
const now = Date.parse('2024-11-24T07:10:00+09:00');
const minutes: ObservationSource = {
  ...kmaMap,
  id: 'kma-aws',
  networks: ['asos', 'aws'],
  elements: ['condition', 'temperature', 'humidity', 'windSpeed'],
};

const table: ObservationSource = { ...kmaMap, id: 'kma-city', elements: ['feelsLike'] };

type Elements = { readonly [E in Element]?: Readout<E> };

function held(source: ObservationSource, readings: Readonly<Record<string, Elements>>, at = now) {
  const batch = {
    readings: Object.entries(readings).map(([station, elements]) => ({
      station,
      name: null,
      observedAt: at,
      elements,
    })),
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  };
  return {
    source,
    holdings: holdBatch(new Map(), judge(source.id, batch, noPrevious, catalogue, now)),
  };
}

function elementOf(all: Parameters<typeof takeSnapshot>[0], station: string, element: Element) {
  const { stations } = takeSnapshot(all, catalogue, now);
  return stations.find((one) => one.station.id === station)?.elements[element];
}

const gauge = (value: ConditionCode): Readout<'condition'> => ({
  value,
  derived: { method: 'gauge', from: ['565'] },
});

describe('시흥, which has no observer', () => {
  // 112 인천 and 119 수원 are the surface stations around it.
  const map = held(kmaMap, {
    112: { condition: { value: 'mostly-cloudy' } },
    119: { condition: { value: 'clear' } },
  });

  test('has the sky of the nearest station that has one, marked as derived', () => {
    const all = [map, held(minutes, { 565: { temperature: { value: 3 } } })];

    expect(elementOf(all, '565', 'condition')).toMatchObject({
      state: 'fresh',
      shown: { value: 'mostly-cloudy', derived: { method: 'nearest-sky', from: ['112'] } },
    });
  });

  test('has rain when its own gauge has it', () => {
    const all = [
      map,
      held(minutes, { 565: { temperature: { value: 3 }, condition: gauge('rain') } }),
    ];

    expect(elementOf(all, '565', 'condition')?.shown).toMatchObject({
      value: 'rain',
      derived: { method: 'gauge' },
    });
  });

  test('has the sky again as soon as its gauge is dry', () => {
    const wet = held(minutes, { 565: { condition: gauge('rain') } }, now - 300_000);
    const batch = judge(
      'kma-aws',
      {
        readings: [
          {
            station: '565',
            name: null,
            observedAt: now,
            elements: { temperature: { value: 3 }, condition: { withdrawn: true } },
          },
        ],
        dropped: {},
        unknownWords: {},
        unknownKeys: {},
      },
      noPrevious,
      catalogue,
      now,
    );
    const dry = { source: minutes, holdings: holdBatch(wet.holdings, batch) };

    expect(elementOf([map, dry], '565', 'condition')?.shown?.value).toBe('mostly-cloudy');
  });

  test('has clouds, not rain, where only another station has rain', () => {
    const raining = held(kmaMap, { 112: { condition: { value: 'rain' } } });

    expect(
      elementOf(
        [raining, held(minutes, { 565: { temperature: { value: 3 } } })],
        '565',
        'condition',
      )?.shown?.value,
    ).toBe('overcast');
  });

  test('does not have the fog of another place', () => {
    const foggy = held(kmaMap, {
      112: { condition: { value: 'fog' } },
      119: { condition: { value: 'clear' } },
    });

    expect(
      elementOf([foggy, held(minutes, { 565: { temperature: { value: 3 } } })], '565', 'condition')
        ?.shown,
    ).toMatchObject({ value: 'clear', derived: { from: ['119'] } });
  });

  test('has no condition when no station far and wide has one', () => {
    expect(
      elementOf([held(minutes, { 565: { temperature: { value: 3 } } })], '565', 'condition')?.shown,
    ).toBeUndefined();
  });
});

test('an observer’s word beats a newer gauge', () => {
  const all = [
    held(kmaMap, { 108: { condition: { value: 'mist' } } }, now - 600_000),
    held(minutes, { 108: { condition: gauge('rain') } }),
  ];

  expect(elementOf(all, '108', 'condition')?.shown?.value).toBe('mist');
});

describe('between sources', () => {
  const older = held(kmaMap, { 108: { temperature: { value: 2.8 } } }, now - 600_000);
  const newer = held(minutes, { 108: { temperature: { value: 3.1 } } });

  test.each([
    ['first', [older, newer]],
    ['last', [newer, older]],
  ])('the freshest value wins, also when it is named %s', (_where, all) => {
    expect(elementOf(all, '108', 'temperature')?.shown).toMatchObject({
      value: 3.1,
      source: 'kma-aws',
    });
  });

  test('of the same time the one named first wins', () => {
    const equal = held(kmaMap, { 108: { temperature: { value: 2.8 } } });

    expect(elementOf([equal, newer], '108', 'temperature')?.shown?.source).toBe('kma-map');
    expect(elementOf([newer, equal], '108', 'temperature')?.shown?.source).toBe('kma-aws');
  });

  test('the loss of one loses only what it alone gives', () => {
    const alone = elementOf([older], '108', 'temperature');

    expect(alone?.shown).toMatchObject({ value: 2.8, source: 'kma-map' });
  });
});

describe('the feels-like temperature', () => {
  // Rows of KMA's city table of 2026-09-25 19:00: temperature, humidity, and what KMA prints.
  test.each([
    [19.4, 91, 22.0],
    [23.6, 78, 25.4],
    [18.3, 100, 21.4],
    [23.1, 76, 24.7],
    [20.6, 80, 22.5],
    [20.8, 93, 23.5],
  ])('in summer at %d ℃ and %d %% is KMA’s %d ℃', (temperature, humidity, expected) => {
    const at = Date.parse('2026-09-25T19:00:00+09:00');

    expect(feelsLike(at, temperature, humidity, undefined)).toBeCloseTo(expected, 0);
  });

  test('in winter falls with the wind', () => {
    expect(feelsLike(now, -5, undefined, 5)).toBe(-11.2);
    expect(feelsLike(now, -5, undefined, 1)).toBe(-5);
  });

  test('needs the element of its season', () => {
    expect(feelsLike(now, -5, 50, undefined)).toBe(null);
    expect(feelsLike(Date.parse('2026-07-01T00:00:00Z'), 25, undefined, 3)).toBe(null);
  });

  test('is added where no upstream gives one, and marked', () => {
    const all = [held(minutes, { 108: { temperature: { value: -5 }, windSpeed: { value: 5 } } })];

    expect(elementOf(all, '108', 'feelsLike')?.shown).toMatchObject({
      value: -11.2,
      derived: { method: 'formula', from: ['108'] },
    });
  });

  const cold: Elements = { temperature: { value: -5 }, windSpeed: { value: 5 } };
  const minute = 60_000;

  test('is what an upstream gives that is as new as the temperature', () => {
    const all = [held(minutes, { 108: cold }), held(table, { 108: { feelsLike: { value: -9 } } })];

    expect(elementOf(all, '108', 'feelsLike')?.shown).toMatchObject({ value: -9 });
  });

  test('is computed where what an upstream gives is older', () => {
    const older = held(table, { 108: { feelsLike: { value: -9 } } }, now - minute);

    expect(
      elementOf([held(minutes, { 108: cold }), older], '108', 'feelsLike')?.shown,
    ).toMatchObject({ value: -11.2 });
  });
});

test('the wet bulb is as cold as Stull says', () => {
  expect(wetBulbTemperature(20, 50)).toBeCloseTo(13.7, 1);
});
