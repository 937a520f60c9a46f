import { expect, test } from 'vitest';
import { storedLedger } from '../../../collector/store/stored-ledger.ts';
import { emptyLedger, ledgerAfter } from '../../../collector/transport/ledger.ts';

const now = Date.parse('2026-08-01T12:00:00+09:00');

test('what an upstream has cost outlives an upgrade from a version that stored no more', () => {
  const cost = { day: '2026-08-01', requests: 9, consecutiveFailures: 2, block: null };

  expect(storedLedger.parse(cost)).toEqual({ ...emptyLedger(0), ...cost });
});

test('a ledger comes back from the store as it went in', () => {
  const run = { made: 3, failed: 1, unasked: 2 };
  const failure = { code: 'too-many-requests', detail: 'HTTP status 429', retryAfter: 1 } as const;
  const ledger = ledgerAfter(emptyLedger(now), { kind: 'failed', run, failure, random: 0.5 }, now);

  expect(storedLedger.parse(JSON.parse(JSON.stringify(ledger)))).toEqual(ledger);
});

test('a part that was marked outlives a restart, and a mark of before there were parts does', () => {
  const mark = { kind: 'offset', since: now, detail: 'median +3.0 K', offset: 3 } as const;
  const part = { ...mark, kind: 'part', offset: 0, part: { '108': 7.9 } };
  const cost = { day: '2026-08-01', requests: 9, consecutiveFailures: 0, block: null };

  expect(storedLedger.parse({ ...cost, suspicion: part }).suspicion).toEqual(part);
  expect(storedLedger.parse({ ...cost, suspicion: mark }).suspicion).toEqual({
    ...mark,
    part: null,
  });
});
