import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpackEvent } from '../../../collector/store/redis/history-event.ts';
import {
  parseEdition,
  parseHoldings,
  parseLedger,
  parseWarnings,
} from '../../../collector/store/stored-state.ts';
import { emptyLedger } from '../../../collector/transport/ledger.ts';

// What is left out when it is read costs some values; what is taken and cannot be written stops every publish.

const now = Date.parse('2026-11-27T12:00:00+09:00');
/** JavaScript has no such time, and RFC 3339 no such year. */
const noTimes = [1e300, -1e300, 8.64e15, Date.UTC(10_000, 5, 1), Date.UTC(-1, 0, 1)];

const value = { value: 3, quality: 'pass', checks: [], failed: [], readings: 1 };
const observed = { ...value, observedAt: now, unchangedSince: now };

function holdings(latest: object, { station = '108', element = 'temperature' } = {}): string {
  const elements = { [element]: { latest, good: null, absence: null } };
  return JSON.stringify({ [station]: { name: '서울', elements } });
}

const edition = (more: object) =>
  JSON.stringify({ mode: 'live', changedAt: now, contentHash: 'x', ...more });
const ledger = (more: object) => JSON.stringify({ ...emptyLedger(now), ...more });
const warnings = (more: object) =>
  JSON.stringify({
    asOf: now,
    warnings: [],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
    ...more,
  });

test('what we store is read', () => {
  expect(parseHoldings(holdings(observed)).size).toBe(1);
  expect(
    parseHoldings(holdings({ ...observed, value: 'rain' }, { element: 'condition' })).size,
  ).toBe(1);
  expect(parseEdition(edition({ runs: [now] })).runs).toEqual([now]);
  expect(parseLedger(ledger({ lastAttemptAt: now })).lastAttemptAt).toBe(now);
  expect(parseWarnings(warnings({}))?.asOf).toBe(now);
});

test.each(noTimes)('a time that no feed can write, %d, is damage wherever it stands', (time) => {
  expect(() => parseHoldings(holdings({ ...observed, observedAt: time }))).toThrow('observedAt');
  expect(() => parseHoldings(holdings({ ...observed, unchangedSince: time }))).toThrow(
    'unchangedSince',
  );
  expect(() => parseEdition(edition({ changedAt: time }))).toThrow('changedAt');
  expect(() => parseEdition(edition({ runs: [time] }))).toThrow('runs');
  expect(() => parseLedger(ledger({ since: time }))).toThrow('since');
  expect(() => parseLedger(ledger({ lastSuccessAt: time }))).toThrow('lastSuccessAt');
  expect(() => parseLedger(ledger({ block: { until: time, code: 'quota' } }))).toThrow('until');
  expect(() => parseWarnings(warnings({ asOf: time }))).toThrow('asOf');
});

test.each(['', '-1', '<b>', '../108', '108\n', '1e3', '٣', 'constructor', '123456'])(
  'what is no number of a station, %j, is damage',
  (station) => {
    expect(() => parseHoldings(holdings(observed, { station }))).toThrow('Invalid key in record');
  },
);

test('a word in the place of a number is damage, and a number in that of a word', () => {
  expect(() => parseHoldings(holdings({ ...observed, value: 'rain' }))).toThrow('a word');
  expect(() => parseHoldings(holdings(observed, { element: 'condition' }))).toThrow('a word');
});

test.each([
  ['lists in lists', '['.repeat(4_000_000)],
  ['objects in objects', '{"a":'.repeat(1_000_000)],
  ['a long text', JSON.stringify('a'.repeat(17_000_000))],
])('%s without end are not taken apart', (_what, text) => {
  for (const parse of [parseHoldings, parseEdition, parseWarnings, parseLedger]) {
    expect(() => parse(text)).toThrow('more than nalssi ever stores');
  }
});

test('of a fault in every row the first few are named, and of a long name the beginning', () => {
  const rows = Array.from({ length: 5_000 }, (_, row) => [`row ${row}`, {}]);
  const longRow = 'a'.repeat(100_000);

  expect(() => parseHoldings(JSON.stringify(Object.fromEntries(rows)))).toThrow(
    /^row 0: [^;]+(?:; row \d: [^;]+){4}; and \d+ more$/,
  );
  expect(() => parseHoldings(JSON.stringify({ [longRow]: {} }))).toThrow(/^a{200}(?:; a{200})*$/);
});

const pack = promisify(zstdCompress);
const eventOf = async (event: object | string) =>
  unpackEvent(await pack(typeof event === 'string' ? event : JSON.stringify(event)));
const heard = (more: object = {}, at = now) => ({
  kind: 'heard',
  now: at,
  groups: [
    {
      element: 'temperature',
      source: 'kma-map',
      observedAt: now,
      quality: 'pass',
      values: { 108: 3 },
      ...more,
    },
  ],
});

test('an event of the history that cannot be written in a feed is damage', async () => {
  await expect(eventOf(heard())).resolves.toMatchObject({ kind: 'heard' });
  for (const time of noTimes) {
    await expect(eventOf(heard({ observedAt: time }))).rejects.toThrow('observedAt');
    await expect(eventOf(heard({}, time))).rejects.toThrow('now');
  }
  await expect(eventOf(heard({ values: { 108: 'rain' } }))).rejects.toThrow('a word');
  await expect(eventOf(heard({ element: 'condition' }))).rejects.toThrow('a number');
  await expect(
    eventOf(heard({ element: 'condition', values: { 108: '<script>' } })),
  ).rejects.toThrow('a word');
});

test('an event with more values than the country has stations is not taken apart', async () => {
  const values = Array.from({ length: 200_000 }, (_, row) => `"${row}":1`).join(',');
  const event = JSON.stringify(heard()).replace('"108":3', values);

  await expect(eventOf(event)).rejects.toThrow('more than nalssi ever stores');
  await expect(eventOf('['.repeat(4_000_000))).rejects.toThrow('more than nalssi ever stores');
});
