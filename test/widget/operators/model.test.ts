import type { HealthFile } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { sourceErrorCodes } from '../../../collector/sources/source-error-codes.ts';
import { hoursUntil, temperatureChart } from '../../../widget/chart/temperature-chart.ts';
import {
  feedBaseOf,
  foreignOriginOf,
  hashOf,
  selectionOf,
} from '../../../widget/operators/address.ts';
import {
  ageText,
  dayTimeText,
  durationText,
  timeText,
} from '../../../widget/operators/format/times.ts';
import { valueText } from '../../../widget/operators/format/values.ts';
import { languageOf } from '../../../widget/operators/language.ts';
import { forecastQuota } from '../../../widget/operators/model/quota.ts';
import { minutesOf } from '../../../widget/operators/model/schedule-minutes.ts';
import { findStations } from '../../../widget/operators/model/station-search.ts';
import { verdictOf } from '../../../widget/operators/model/verdict.ts';
import { words } from '../../../widget/operators/words.ts';
import { healthyFeed } from './fixtures.ts';

const at = (time: string) => Date.parse(`2024-11-24T${time}+09:00`);

describe('the forecast of a quota', () => {
  test.each([
    [{ used: 100, limit: null }, '12:00:00', undefined, { kind: 'unlimited' }],
    [{ used: 300, limit: 300 }, '12:00:00', undefined, { kind: 'gone' }],
    [{ used: 5, limit: 300 }, '00:10:00', undefined, { kind: 'early' }],
    [{ used: 100, limit: 300 }, '12:00:00', undefined, { kind: 'lasts', atMidnight: 200 }],
    [{ used: 200, limit: 300 }, '12:00:00', undefined, { kind: 'ends', at: at('18:00:00') }],
    // Started at eleven: the morning without requests does not count.
    [
      { used: 60, limit: 300 },
      '12:00:00',
      { at: at('11:00:00'), used: 0 },
      { kind: 'ends', at: at('16:00:00') },
    ],
  ] as const)('%o at %s', (quota, time, first, expected) => {
    expect(forecastQuota(quota, at(time), first)).toEqual(expected);
  });
});

test.each([
  ['3-59/10 * * * *', [3, 13, 23, 33, 43, 53]],
  ['11,17,24,41 * * * *', [11, 17, 24, 41]],
  ['* * * * * *', null],
  ['0 3 * * *', null],
  ['', null],
])('the minutes of %s', (cron, minutes) => {
  expect(minutesOf(cron)).toEqual(minutes);
});

test.each([
  ['https://a.example/ops/', 'https://a.example/v1/'],
  ['https://a.example/tools/weather/ops/index.html', 'https://a.example/tools/weather/v1/'],
  ['https://a.example/ops/?feed=https://b.example/v1', 'https://b.example/v1/'],
  ['https://a.example/ops/?feed=/x/v1/', 'https://a.example/x/v1/'],
  ['https://a.example/ops/?feed=javascript:alert(1)', null],
  ['https://a.example/ops/?feed=https://a.example@b.example/v1/', null],
  ['https://a.example/ops/?feed=https://a.example:x@b.example/v1/', null],
])('the feed of %s', (page, base) => {
  expect(feedBaseOf(page)).toBe(base);
});

test.each([
  ['https://b.example/v1/', 'https://b.example'],
  ['http://a.example/v1/', 'http://a.example'],
  ['https://a.example:8443/v1/', 'https://a.example:8443'],
  ['https://sub.a.example/v1/', 'https://sub.a.example'],
  ['https://\u0430.example/v1/', 'https://xn--80a.example'],
  ['https://a.example/other/v1/', null],
  ['/v1/', null],
  [null, null],
])('on a page of https://a.example the feed %s is of another origin: %s', (feed, origin) => {
  expect(foreignOriginOf(feed, 'https://a.example/ops/')).toBe(origin);
});

test('the address selects a station and a region, and nothing else', () => {
  expect(selectionOf('#station=108&region=KR-11')).toEqual({ station: '108', region: 'KR-11' });
  expect(selectionOf('#station=../secret')).toEqual({ station: null, region: null });
  expect(hashOf({ station: '108', region: null })).toBe('#station=108');
  expect(hashOf({ station: null, region: null })).toBe('#all');
});

test('the language is that of the address, else the first that the reader has', () => {
  expect(languageOf('?lang=en', ['ko-KR'])).toBe('en');
  expect(languageOf('', ['fr', 'ko-KR', 'en'])).toBe('ko');
  expect(languageOf('', ['fr'])).toBe('en');
});

test('times and ages in both languages', () => {
  const now = at('07:39:30');
  expect(timeText(at('03:00:00'), now, words.ko)).toBe('03:00');
  expect(timeText(now - 86_400_000, now, words.ko)).toBe('11.23. 07:39');
  expect(timeText(now - 86_400_000, now, words.en)).toBe('23 Nov 07:39');
  expect(dayTimeText(at('03:00:00'), now, words.ko)).toBe('오늘 03:00');
  expect(durationText(3_723_000, words.en)).toBe('1 h 2 min');
  expect(ageText(now - 192_000, now, words.ko)).toBe('3분 전');
});

test('values as people write them', () => {
  const text = (element: string, value: number | string | null) =>
    valueText(element, value, { temperature: '°C', humidity: '%' }, 'ko', words.ko);
  expect(text('temperature', -0.04)).toBe('0.0 °C');
  expect(text('humidity', 71)).toBe('71%');
  expect(text('cloud', 8)).toBe('8/10');
  expect(text('condition', 'clear')).toBe('맑음');
  expect(text('condition', 'a-later-code')).toBe('a-later-code');
  expect(text('temperature', null)).toBe('–');
});

test('a station is found by its whole name before those that contain it', () => {
  const { stations } = healthyFeed().stations;
  expect(findStations(stations, '천안')[0]?.id).toBe('232');
  expect(findStations(stations, 'cheonan')[0]?.id).toBe('232');
  expect(findStations(stations, '천안'.normalize('NFD'))[0]?.id).toBe('232');
  expect(findStations(stations, '10').map(({ id }) => id)).toEqual(['105', '108']);
  expect(findStations(stations, ' ')).toEqual([]);
});

test('a history without temperatures makes an empty chart', () => {
  const hours = hoursUntil(at('07:39:30'));
  const box = { width: 600, height: 200, left: 40, right: 10, top: 10, bottom: 30 };
  const chart = temperatureChart([], hours, box);
  expect(hours).toHaveLength(48);
  expect(chart.lines).toEqual([]);
  expect(chart.ticksX).toHaveLength(8);
});

test('Korean has words for every error of a source that the collector knows', () => {
  expect(Object.keys(words.ko.errors).toSorted()).toEqual(sourceErrorCodes.toSorted());
});

/** The verdict on a healthy feed that is changed, so many minutes after it was made. */
function verdictOn(changes: Partial<HealthFile>, minutes = 0) {
  const { health: healthy, ...files } = healthyFeed();
  const health = { ...healthy, ...changes };
  return verdictOf({
    files: { ...files, health },
    failures: new Map(),
    failingSince: null,
    samples: new Map(),
    now: Date.parse(health.generatedAt) + minutes * 60_000,
  });
}

describe('a feed that nobody has published for a while', () => {
  test.each([
    ['of one that is made every minute', undefined, 4, 'stale'],
    ['of one that cron makes every ten minutes', 600, 29, 'ok'],
    ['of one that cron has not made three times', 600, 31, 'stale'],
  ])('%s', (_, interval, minutes, state) => {
    const changes = interval === undefined ? {} : { interval };
    expect(verdictOn(changes, minutes).state).toBe(state);
  });
});

describe('sources that contradict each other', () => {
  const { observations } = healthyFeed().observations;
  const observedAt = '2024-11-24T07:00:00+09:00';
  const shown = { source: 'kma-city', value: 10.8, observedAt };
  const at = (stations: readonly string[]) =>
    stations.map((station) => ({ station, shown, others: [{ ...shown, value: 2.8 }] }));
  const some = observations.slice(0, 4).map(({ station }) => station);

  test('are why a feed is degraded that has nothing else to say, with where they are', () => {
    const { causes, notices } = verdictOn({ status: 'degraded', disagreements: at(some) });

    expect(causes).toMatchObject([{ kind: 'contradicted', stations: 4, expected: 16 }]);
    const [cause] = causes;
    const regions = cause?.kind === 'contradicted' ? cause.regions : [];
    expect(regions.reduce((sum, [, stations]) => sum + stations, 0)).toBe(4);
    expect(notices).toEqual([]);
  });

  test('at stations that are not in the catalogue are no reason', () => {
    const disagreements = at(['90001', '90002', '90003']);

    expect(verdictOn({ status: 'degraded', disagreements }).causes).toEqual([
      { kind: 'unexplained' },
    ]);
  });

  test('are a notice where they make a region alone degraded', () => {
    const summary = { stations: 97, fresh: 97, carried: 0, expired: 0, never: 0 };
    const { state, causes, notices } = verdictOn({ summary, disagreements: at(['108']) });

    expect({ state, causes }).toEqual({ state: 'ok', causes: [] });
    expect(notices).toMatchObject([
      { kind: 'contradicted', stations: 1, expected: 97, regions: [['KR-11', 1]] },
    ]);
  });

  test('are named while the list of stations has not come', () => {
    const { health, ...files } = healthyFeed();
    const verdict = verdictOf({
      files: {
        ...files,
        stations: null,
        health: { ...health, status: 'degraded', disagreements: at(some) },
      },
      failures: new Map(),
      failingSince: null,
      samples: new Map(),
      now: Date.parse(health.generatedAt),
    });

    expect(verdict.causes).toMatchObject([{ kind: 'contradicted', stations: 4 }]);
  });
});

describe('a clock of the collector that is off', () => {
  const told = { uncertainty: 0.6, servers: 2, since: null, action: null };
  const causesWith = (state: 'off' | 'unknown', offset: number) =>
    verdictOn({ status: 'degraded', clock: { ...told, state, offset } }).causes;

  test('is the first cause, with how far it is off and which way', () => {
    expect(causesWith('off', -1_200.4)[0]).toEqual({ kind: 'clock', ahead: -1_200_400 });
    expect(causesWith('off', 90)[0]).toEqual({ kind: 'clock', ahead: 90_000 });
  });

  test('is none while it is not sure', () => {
    expect(causesWith('unknown', 1_200).map(({ kind }) => kind)).not.toContain('clock');
  });
});
