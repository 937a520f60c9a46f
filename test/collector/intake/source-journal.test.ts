import { pino } from 'pino';
import { expect, test } from 'vitest';
import { SourceJournal } from '../../../collector/intake/source-journal.ts';
import { SourceError } from '../../../collector/sources/source-error.ts';
import { emptyLedger, type Ledger } from '../../../collector/transport/ledger.ts';

const now = Date.parse('2026-01-01T12:00:00+09:00');

function journalWithLog() {
  const told: string[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line: string) => void told.push(JSON.parse(line).code) },
  );
  return { journal: new SourceJournal(log, 'kma-map'), told };
}

test('a late source is told when it begins to be late and when it no longer is', () => {
  const { journal, told } = journalWithLog();
  for (const since of [null, now, now]) journal.late(since, '12:00');
  expect(told).toEqual(['late']);
  for (const since of [null, null]) journal.late(since, '12:00');

  expect(told).toEqual(['late', 'late-over']);
});

const stations = (many: number) => Array.from({ length: many }, (_, index) => String(index));

test.each([
  ['a tenth of the stations', 10, 90, []],
  ['more of them', 11, 89, ['missing-stations']],
])('a list that lacks %s is told or not', (_, absent, listed, codes) => {
  const { journal, told } = journalWithLog();
  journal.missing(stations(absent), listed);

  expect(told).toEqual(codes);
});

test('a list that is short is told once, and once more when it is whole again', () => {
  const { journal, told } = journalWithLog();
  journal.missing(stations(20), 80);
  journal.missing(stations(20), 80);
  // The stations are forgotten, and the list is as short.
  journal.missing([], 80);
  journal.missing([], 90);
  journal.missing([], 80);

  expect(told).toEqual(['missing-stations', 'stations-back']);
});

const error = new SourceError('kma-map', 'http-server-error', 'HTTP 500');
const failedAt = (lastErrorAt: number, more: Partial<Ledger>): Ledger => ({
  ...emptyLedger(now),
  lastAttemptAt: lastErrorAt,
  lastError: { code: error.code, detail: error.detail, at: lastErrorAt },
  consecutiveFailures: 1,
  ...more,
});

test.each<readonly [string, Ledger, readonly string[]]>([
  ['the first', emptyLedger(now), ['http-server-error']],
  ['the same as the one before', failedAt(now, {}), []],
  ['the same, with a success long before', failedAt(now, { lastSuccessAt: now - 1 }), []],
  [
    'the same, with a success in between',
    failedAt(now, { lastSuccessAt: now + 1 }),
    ['http-server-error'],
  ],
  [
    'another than the one before',
    failedAt(now, { lastError: { code: 'timeout', detail: '', at: now } }),
    ['http-server-error'],
  ],
])('a failure is told where it is %s', (_, before, codes) => {
  const { journal, told } = journalWithLog();
  journal.failed(error, before);

  expect(told).toEqual(codes);
});
