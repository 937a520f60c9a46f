import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { judge } from '../../../collector/quality/judge.ts';
import { noPrevious } from '../../../collector/quality/previous.ts';
import { holdBatch } from '../../../collector/snapshot/holdings.ts';
import { takeSnapshot } from '../../../collector/snapshot/snapshot.ts';
import { apihubAws } from '../../../collector/sources/apihub-aws/source.ts';
import { kmaAws } from '../../../collector/sources/kma-aws/source.ts';
import { kmaCity } from '../../../collector/sources/kma-city/source.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';
import type { Reading } from '../../../collector/sources/reading.ts';
import type { ObservationSource } from '../../../collector/sources/source.ts';

const catalogue = new Catalogue();
const now = Date.parse('2024-11-24T07:40:00+09:00');

type Elements = Reading['elements'];

/** What a source has of stations, `age` minutes old. */
function held(
  source: ObservationSource,
  stations: Readonly<Record<string, Elements>>,
  age: number,
) {
  const observedAt = now - age * 60_000;
  const batch = {
    readings: Object.entries(stations).map(([station, elements]) => ({
      station,
      name: null,
      observedAt,
      elements,
    })),
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  };
  const judged = judge(source.id, batch, noPrevious, catalogue, now);
  return { source, holdings: holdBatch(new Map(), judged) };
}

const degrees = (value: number): Elements => ({ temperature: { value } });

function seoul(all: Parameters<typeof takeSnapshot>[0]) {
  const { stations } = takeSnapshot(all, catalogue, now);
  return stations.find(({ station }) => station.id === '108')?.elements;
}

describe('two sources 8 K apart at one station', () => {
  test('show the same one whichever was heard last', () => {
    const age = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(age, age, (one, other) => {
        const all = [
          held(kmaAws, { 108: degrees(10.8) }, one),
          held(apihubAws, { 108: degrees(2.8) }, other),
        ];

        expect(seoul(all)?.temperature?.shown).toMatchObject({ value: 10.8, source: 'kma-aws' });
      }),
    );
  });

  test('show the one that is asked each minute, not the hour before', () => {
    const age = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(age, fc.integer({ min: 0, max: 70 }), (minute, hour) => {
        const all = [
          held(kmaMap, { 108: degrees(10.8) }, hour),
          held(apihubAws, { 108: degrees(2.8) }, minute),
        ];

        expect(seoul(all)?.temperature?.shown).toMatchObject({ value: 2.8, source: 'apihub-aws' });
      }),
    );
  });

  test('show the one that fits the stations around, and mark it', () => {
    // 116 관악산, 119 수원, 112 인천, 98 동두천, 99 파주 stand around 서울.
    const around = { 119: degrees(2.5), 112: degrees(3), 98: degrees(2), 99: degrees(1.8) };
    const all = [
      held(kmaAws, { ...around, 108: degrees(10.8) }, 2),
      held(apihubAws, { ...around, 108: degrees(2.8) }, 6),
    ];

    expect(seoul(all)?.temperature).toMatchObject({
      shown: { value: 2.8, source: 'apihub-aws', quality: 'suspect' },
      apart: [{ value: 10.8, source: 'kma-aws' }],
    });
    expect(seoul(all)?.temperature?.shown?.failed).toContain('consistency');
  });

  test('are outvoted by a third that agrees with one of them', () => {
    const all = [
      held(kmaMap, { 108: degrees(2.6) }, 40),
      held(kmaAws, { 108: degrees(10.8) }, 2),
      held(apihubAws, { 108: degrees(2.8) }, 6),
    ];

    expect(seoul(all)?.temperature?.shown?.source).toBe('apihub-aws');
  });
});

test('sources that agree show the freshest, without a mark', () => {
  const all = [held(kmaAws, { 108: degrees(3.1) }, 6), held(apihubAws, { 108: degrees(2.8) }, 2)];

  expect(seoul(all)?.temperature).toMatchObject({
    shown: { value: 2.8, quality: 'pass' },
  });
  expect(seoul(all)?.temperature).not.toHaveProperty('apart');
});

describe('the dew point', () => {
  const moist = (temperature: number, dewPoint: number, humidity: number): Elements => ({
    temperature: { value: temperature },
    dewPoint: { value: dewPoint },
    humidity: { value: humidity },
  });

  test('is of the source and the moment of the temperature, though another has a newer one', () => {
    const all = [
      held(kmaAws, { 108: { ...degrees(3.1), humidity: { value: 80 } } }, 2),
      held(apihubAws, { 108: moist(3, -0.2, 79) }, 1),
      held(kmaCity, { 108: moist(4, 1, 81) }, 0),
    ];

    expect(seoul(all)?.temperature?.shown?.source).toBe('kma-city');
    expect(seoul(all)?.dewPoint?.shown?.source).toBe('kma-city');
    expect(seoul(all)?.humidity?.shown?.source).toBe('kma-city');
  });

  test('and the humidity are not of a source that has no temperature, though theirs are newer', () => {
    const [, ...newer] = Object.entries(moist(0, -1, 90));
    const all = [
      held(kmaCity, { 108: moist(4, 1, 81) }, 5),
      held(apihubAws, { 108: Object.fromEntries(newer) }, 1),
    ];

    expect(seoul(all)?.dewPoint?.shown).toMatchObject({ source: 'kma-city', value: 1 });
    expect(seoul(all)?.humidity?.shown).toMatchObject({ source: 'kma-city', value: 81 });
  });

  test('of another source is not shown above the temperature', () => {
    const all = [
      held(kmaAws, { 108: { temperature: { value: 2.8 } } }, 1),
      held(kmaCity, { 108: moist(10.8, 6.8, 76) }, 40),
    ];

    expect(seoul(all)?.temperature?.shown?.value).toBe(2.8);
    expect(seoul(all)?.dewPoint).toMatchObject({
      shown: null,
      reason: 'quality-failed',
      failed: { value: 6.8, failed: ['consistency'] },
    });
  });

  test('never stands above the temperature, whatever the sources say', () => {
    const tenths = fc.integer({ min: -200, max: 300 }).map((number) => number / 10);
    const minutes = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(tenths, tenths, tenths, tenths, minutes, minutes, (t1, d1, t2, d2, a1, a2) => {
        const elements = seoul([
          held(apihubAws, { 108: moist(t1, d1, 50) }, a1),
          held(kmaCity, { 108: moist(t2, d2, 50) }, a2),
        ]);
        const dewPoint = Number(elements?.dewPoint?.shown?.value ?? Number.NEGATIVE_INFINITY);
        const temperature = elements?.temperature?.shown?.value;

        expect(dewPoint).toBeLessThanOrEqual(Number(temperature ?? dewPoint) + 0.5);
      }),
    );
  });
});

test('the direction of the wind is of the source and the moment of its speed, though another has a newer one', () => {
  const all = [
    held(kmaAws, { 108: { windSpeed: { value: 3 }, windDirection: { value: 270 } } }, 5),
    held(apihubAws, { 108: { windDirection: { value: 90 } } }, 1),
  ];

  expect(seoul(all)?.windDirection?.shown).toMatchObject({ source: 'kma-aws', value: 270 });
});

describe('the rain of a day', () => {
  const midnight = Date.parse('2024-11-25T00:00:00+09:00');

  function rainDayAt(observedAt: number, at: number) {
    const source = { ...kmaCity };
    const batch = {
      readings: [{ station: '108', name: null, observedAt, elements: { rainDay: { value: 45 } } }],
      dropped: {},
      unknownWords: {},
      unknownKeys: {},
    };
    const judged = judge(source.id, batch, noPrevious, catalogue, at);
    const all = [{ source, holdings: holdBatch(new Map(), judged) }];
    const { stations } = takeSnapshot(all, catalogue, at);
    return stations.find(({ station }) => station.id === '108')?.elements.rainDay;
  }

  test('at 23:00 stands until midnight', () => {
    const observedAt = midnight - 3_600_000;

    expect(rainDayAt(observedAt, midnight - 1)?.shown?.value).toBe(45);
    expect(rainDayAt(observedAt, midnight)).toMatchObject({ shown: null, reason: 'expired' });
  });

  test('at 00:00 is that of the day that has ended, and not shown as today’s', () => {
    expect(rainDayAt(midnight, midnight + 600_000)).toMatchObject({ shown: null });
  });

  test('at 00:01 is that of the new day', () => {
    expect(rainDayAt(midnight + 60_000, midnight + 600_000)?.shown?.value).toBe(45);
  });
});
