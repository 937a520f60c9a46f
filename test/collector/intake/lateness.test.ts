import { expect, test } from 'vitest';
import { lateSince } from '../../../collector/intake/lateness.ts';
import { apihubAsos } from '../../../collector/sources/apihub-asos/source.ts';
import { apihubAws } from '../../../collector/sources/apihub-aws/source.ts';
import { dataGoKr } from '../../../collector/sources/data-go-kr/source.ts';
import { kmaAws } from '../../../collector/sources/kma-aws/source.ts';
import { kmaCity } from '../../../collector/sources/kma-city/source.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';
import { emptyLedger } from '../../../collector/transport/ledger.ts';

const minute = 60_000;
const midnight = Date.parse('2026-01-01T00:00:00+09:00');

/** The minutes of an hour that `2-57/5 * * * *` or `4,9,18 * * * *` names. */
function minutesOf(cron: string): number[] {
  const [field = ''] = cron.split(' ');
  const [, from, to, step] = /^(\d+)-(\d+)\/(\d+)$/.exec(field) ?? [];
  if (from === undefined) return field.split(',').map(Number);
  const all = Array.from({ length: 60 }, (_, each) => each);
  return all.filter(
    (one) => one >= +from && one <= Number(to) && (one - +from) % Number(step) === 0,
  );
}

/** `every`: minutes between observations; `delay`: how many later KMA has them, at the most. */
test.each([
  { source: kmaMap, every: 60, delay: 25 },
  { source: kmaCity, every: 60, delay: 30 },
  { source: apihubAsos, every: 60, delay: 20 },
  { source: dataGoKr, every: 60, delay: 40 },
  { source: kmaAws, every: 1, delay: 4 },
  { source: apihubAws, every: 1, delay: 4 },
])('$source.id is never late on a day on which KMA is as late as it usually is', (honest) => {
  const { source, every, delay } = honest;
  const timeliness = { lateAfter: source.lateAfter, startedAt: midnight };
  const runs = Array.from({ length: 24 }, (_, hour) => hour * 60).flatMap((hour) =>
    minutesOf(source.cron).map((one) => midnight + (hour + one) * minute),
  );
  const late = runs.filter((run) => {
    // The seconds of the jitter make it older when it is asked and not newer.
    const at = run + source.jitter;
    const newest = Math.floor((run - delay * minute) / (every * minute)) * every * minute;
    const ledger = { lastAttemptAt: at, lastSuccessAt: at, newestObservedAt: newest };
    return lateSince({ ...emptyLedger(midnight), ...ledger }, timeliness) !== null;
  });

  expect(late).toEqual([]);
});

test('a source that stands still is late since then, however often another process asks it', () => {
  const newest = midnight;
  const [first = null, second = null] = [110, 320].map((after) => {
    const at = newest + after * minute;
    const ledger = { lastAttemptAt: at, lastSuccessAt: at, newestObservedAt: newest };
    const timeliness = { lateAfter: kmaMap.lateAfter, startedAt: at };
    return lateSince({ ...emptyLedger(midnight), ...ledger }, timeliness);
  });

  expect(first).toBe(newest + kmaMap.lateAfter);
  expect(second).toBe(first);
});

/** Since when a source is late by a process that began at midnight and has got nothing of it but lists of nothing. */
function lateAfterStart(age: number, minutes: number, code: 'empty' | 'timeout' = 'empty') {
  const { lateAfter } = kmaMap;
  const at = midnight + lateAfter + minutes * minute;
  const ledger = {
    lastAttemptAt: at,
    lastSuccessAt: midnight - minute,
    newestObservedAt: midnight - age,
    consecutiveFailures: 1,
    lastError: { code, detail: '', at },
  };
  return lateSince({ ...emptyLedger(midnight), ...ledger }, { lateAfter, startedAt: midnight });
}

test('a source of which a process has got nothing yet has as long as any from the start', () => {
  const due = midnight + kmaMap.lateAfter;

  expect(lateAfterStart(600 * minute, 0)).toBeNull();
  expect(lateAfterStart(600 * minute, 1)).toBe(due);
});

test('a source that fails is not called late', () => {
  expect(lateAfterStart(600 * minute, 60, 'timeout')).toBeNull();
});
