import { stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { vouchedFor } from '../../../collector/quality/batch/weigh-batch.ts';
import { judge } from '../../../collector/quality/judge.ts';
import { noPrevious } from '../../../collector/quality/previous.ts';
import type { Batch, Reading } from '../../../collector/sources/reading.ts';

const now = Date.parse('2018-08-01T16:17:00+09:00');
const catalogue = new Catalogue();
const stations = stationCatalogue.filter(({ network }) => network === 'aws');

function readingOf(station: string, temperature: number): Reading {
  return {
    station,
    name: null,
    observedAt: now,
    elements: { temperature: { value: temperature } },
  };
}

function batchOf(readings: readonly Reading[]): Batch {
  return { readings, dropped: {}, unknownWords: {}, unknownKeys: {} };
}

/** A summer afternoon: everywhere as warm as its height allows. */
function afternoon(change: Readonly<Record<string, number>> = {}): Batch {
  return batchOf(
    stations.map(({ id, elevation }) =>
      readingOf(id, change[id] ?? Math.round((36 - 0.0065 * (elevation ?? 0)) * 10) / 10),
    ),
  );
}

function judgedTemperature(batch: Batch, station: string) {
  const judged = judge('kma-aws', batch, noPrevious, catalogue, now, vouchedFor);
  return judged.readings.find((reading) => reading.station === station)?.elements.temperature;
}

test('41.9 ℃ at an automatic station on the record day is suspect, and shown', () => {
  expect(judgedTemperature(afternoon({ 442: 41.9 }), '442')).toMatchObject({
    value: 41.9,
    quality: 'suspect',
  });
});

test('41.4 ℃, the record, is suspect, and shown', () => {
  expect(judgedTemperature(batchOf([readingOf('257', 41.4)]), '257')).toMatchObject({
    value: 41.4,
    quality: 'suspect',
  });
});

test.each([
  [100, 100, 'pass'],
  [101, 100, 'pass'],
  [104, 100, 'pass'],
  [105, 105, 'fail'],
])('a humidity of %d %% is %d %% and a %s', (read, value, quality) => {
  const reading = { ...readingOf('565', 20), elements: { humidity: { value: read } } };
  const judged = judge('kma-aws', batchOf([reading]), noPrevious, catalogue, now);

  expect(judged.readings[0]?.elements.humidity).toMatchObject({ value, quality });
});

test('52 ℃ fails', () => {
  expect(judgedTemperature(afternoon({ 442: 52 }), '442')).toMatchObject({ quality: 'fail' });
});

describe('a temperature among its neighbours', () => {
  test('passes when it is as warm as they are', () => {
    expect(judgedTemperature(afternoon(), '565')).toMatchObject({
      quality: 'pass',
      checks: expect.arrayContaining(['range', 'spatial']),
    });
  });

  test('is suspect when it is ten degrees warmer', () => {
    expect(judgedTemperature(afternoon({ 565: 26 }), '565')).toMatchObject({
      quality: 'suspect',
      failed: ['spatial'],
    });
  });

  test('passes on a mountain, which is colder by its height', () => {
    const [highest] = stations.toSorted((a, b) => (b.elevation ?? 0) - (a.elevation ?? 0));

    expect(judgedTemperature(afternoon(), highest?.id ?? '')).not.toMatchObject({
      failed: ['spatial'],
    });
  });

  test('is not compared with what its neighbours had an hour before', () => {
    const anHourAgo = afternoon().readings.map((reading) => ({
      ...reading,
      observedAt: now - 3_600_000,
    }));
    const later = readingOf('565', 26);

    const { readings } = judge(
      'apihub-asos',
      batchOf([...anHourAgo, later]),
      noPrevious,
      catalogue,
      now,
      vouchedFor,
    );

    expect(readings.at(-1)?.elements.temperature).toMatchObject({ quality: 'pass' });
    expect(readings.find(({ station }) => station === '565')?.elements.temperature).toMatchObject({
      quality: 'pass',
      checks: ['range', 'spatial'],
    });
  });

  test('is compared with neighbours that reported some minutes before', () => {
    const before = afternoon({ 565: 26 }).readings.map((reading, index) => ({
      ...reading,
      observedAt: now - (index % 20) * 60_000,
    }));

    expect(judgedTemperature(batchOf(before), '565')).toMatchObject({ failed: ['spatial'] });
  });

  test('is not compared where there are too few', () => {
    expect(judgedTemperature(batchOf([readingOf('565', 20)]), '565')).toMatchObject({
      quality: 'pass',
      checks: ['range'],
    });
  });
});

describe('a batch is refused', () => {
  test('when more than a tenth of its stations fail one check', () => {
    const hot = Object.fromEntries(stations.slice(0, 80).map(({ id }) => [id, 300]));

    expect(() => judgedTemperature(afternoon(hot), '565')).toThrow(
      expect.objectContaining({ code: 'mass-failure' }),
    );
  });

  test('when a quarter of its stations jump at once', () => {
    const before = { value: 2, observedAt: now - 3_600_000, unchangedSince: 0, readings: 1 };

    expect(() => judge('kma-aws', afternoon(), () => before, catalogue, now)).toThrow(
      expect.objectContaining({ code: 'mass-failure' }),
    );
  });

  test('when it comes from the future', () => {
    expect(() => judge('kma-aws', afternoon(), noPrevious, catalogue, now - 180_000)).toThrow(
      expect.objectContaining({ code: 'future-stamp' }),
    );
  });
});

test('a batch with a few failing stations is not refused', () => {
  const hot = Object.fromEntries(stations.slice(0, 40).map(({ id }) => [id, 300]));

  expect(() => judgedTemperature(afternoon(hot), '565')).not.toThrow();
});
